// What a kernel case is for tests, and makers of its random buffers.
import { draws } from '../../../random/random.ts';
import type { KernelName } from '../machine/kernels.ts';
/** A buffer of a case: numbers, indices, an operand to be prepared from [k, n], or scratch. */
export type CaseBuffer =
  | { readonly kind: 'numbers'; readonly data: readonly number[] }
  | { readonly kind: 'indices'; readonly data: readonly number[] }
  | {
      readonly kind: 'operand';
      readonly data: readonly number[];
      readonly k: number;
      readonly n: number;
    }
  | { readonly kind: 'scratch' };

export interface KernelCase {
  readonly kernel: KernelName;
  readonly buffers: Readonly<Record<string, CaseBuffer>>;
  readonly sizes: Readonly<Record<string, number>>;
  readonly numbers: Readonly<Record<string, number>>;
  /** Buffers to compare afterwards. */
  readonly outputs: readonly string[];
}

/** Small whole numbers that make up a case. */
export interface CaseShape {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly rows: number;
  readonly group: number;
  readonly seed: number;
}

export type Makers = ReturnType<typeof makers>;

export function makers(seed: number) {
  const random = draws({ seed, stream: 'data', step: 0, sequence: 0 });
  const list = (n: number, value: () => number) => Array.from({ length: n }, value);
  const normal = (n: number): CaseBuffer => ({ kind: 'numbers', data: list(n, random.normal) });
  return {
    normal,
    zeros: (n: number): CaseBuffer => ({ kind: 'numbers', data: list(n, () => 0) }),
    positive: (n: number): CaseBuffer => {
      return { kind: 'numbers', data: list(n, () => 0.5 + random.uniform()) };
    },
    indices: (data: Iterable<number>): CaseBuffer => ({ kind: 'indices', data: [...data] }),
    below: (n: number, limit: number): CaseBuffer => {
      return { kind: 'indices', data: list(n, () => random.integer(0, limit - 1)) };
    },
    operand: (k: number, n: number, scale = 1): CaseBuffer => {
      return { kind: 'operand', data: list(k * n, () => scale * random.normal()), k, n };
    },
    lengths: (rows: number, most: number) => list(rows, () => random.integer(1, most)),
    scratch: { kind: 'scratch' } as const,
  };
}

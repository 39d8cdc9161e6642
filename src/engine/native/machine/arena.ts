// Named stretches of memory, laid out once before anything is allocated.

/** What memory is for, as the memory report names it. */
export type Purpose =
  | 'weights'
  | 'gradients'
  | 'moments'
  | 'operands'
  | 'activations'
  | 'cache'
  | 'input'
  | 'output'
  | 'scratch';

/** A model's weights, gradients and Adam moments, and the working memory of a plan. */
export type RegionName =
  | 'weights'
  | 'gradients'
  | 'first'
  | 'second'
  | 'work'
  | 'otherWork'
  | 'writer';

/** `length` 4-byte elements, `offset` bytes into a region. */
export interface PlanBuffer {
  readonly name: string;
  readonly purpose: Purpose;
  readonly region: RegionName;
  readonly offset: number;
  readonly length: number;
}

/** Buffers begin at whole cache lines. WebGPU bindings may need more; its kernel set then says so. */
const ALIGNMENT = 64;

export interface Arena {
  readonly take: (name: string, purpose: Purpose, length: number) => PlanBuffer;
  readonly buffers: readonly PlanBuffer[];
  /** Bytes taken so far. */
  readonly bytes: () => number;
}

export function arena(region: RegionName): Arena {
  const buffers: PlanBuffer[] = [];
  let end = 0;
  return {
    buffers,
    take: (name, purpose, length) => {
      const buffer = { name, purpose, region, offset: end, length };
      end = Math.ceil((end + 4 * length) / ALIGNMENT) * ALIGNMENT;
      buffers.push(buffer);
      return buffer;
    },
    bytes: () => end,
  };
}

export type MemoryReport = { readonly [P in Purpose]?: number };

/** Bytes by purpose. */
export function memoryReport(buffers: readonly PlanBuffer[]): MemoryReport {
  const report: { [P in Purpose]?: number } = {};
  for (const { purpose, length } of buffers) report[purpose] = (report[purpose] ?? 0) + 4 * length;
  return report;
}

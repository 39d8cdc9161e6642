// Random inputs of the attention and cache kernels, for tests: rows that continue others, grouped heads.
import { at } from '../../../at.ts';
import type { CaseShape, KernelCase, Makers } from './case.ts';

/** Packed rows of random lengths, some longer than a block of queries. */
export function attentionCases({ a, b, rows, group }: CaseShape, make: Makers): KernelCase[] {
  const kvHeads = 1 + (b % 2);
  const heads = kvHeads * group;
  const headDim = 2 + 2 * (a % 9);
  const lengths = make.lengths(rows, 3 * a + 1);
  // Every other row may continue the first.
  const prefixes = lengths.map((_, row) => (row % 2 === 1 && b % 3 > 0 ? 0 : -1));
  const starts = [0];
  for (const length of lengths) starts.push(length + at(starts, starts.length - 1));
  const tokens = lengths.reduce((sum, n) => sum + n, 0);
  const wide = tokens * heads * headDim;
  const narrow = tokens * kvHeads * headDim;
  const sizes = { rows, heads, kvHeads, headDim };
  const inputs = {
    q: make.normal(wide),
    k: make.normal(narrow),
    v: make.normal(narrow),
    starts: make.indices(starts),
    prefixes: make.indices(prefixes),
    scratch: make.scratch,
  };
  return [
    {
      kernel: 'attention',
      buffers: { ...inputs, out: make.zeros(wide), stats: make.zeros(2 * tokens * heads) },
      sizes,
      numbers: {},
      outputs: ['out', 'stats'],
    },
    {
      kernel: 'attentionBackward',
      buffers: {
        ...inputs,
        out: make.normal(wide),
        // Any maximum and sum will do, if exponentials stay in range.
        stats: {
          kind: 'numbers',
          data: Array.from({ length: 2 * tokens * heads }, (_, i) => (i % 2 === 0 ? 4 : 0.1)),
        },
        dout: make.normal(wide),
        dq: make.zeros(wide),
        dk: make.normal(narrow),
        dv: make.normal(narrow),
      },
      sizes,
      numbers: {},
      outputs: ['dq', 'dk', 'dv'],
    },
  ];
}

/** A whole layer, with and without norms over heads, one of its sequences at its first token. */
export function layerCases({ a, b, c, rows, group }: CaseShape, make: Makers): KernelCase[] {
  const kvHeads = 1 + (b % 2);
  const heads = kvHeads * group;
  const headDim = 2 + 2 * (a % 9);
  const [d, intermediate, capacity] = [1 + (c % 40), 1 + (a % 50), 16];
  const [wide, narrow] = [heads * headDim, kvHeads * headDim];
  // Small, lest activations grow without bound.
  const operand = (k: number, n: number) => make.operand(k, n, 0.5 / Math.sqrt(k));
  return [0, 1].map((normed) => ({
    kernel: 'decodeLayer' as const,
    buffers: {
      x: make.normal(rows * d),
      inputNorm: make.positive(d),
      middleNorm: make.positive(d),
      qNorm: make.positive(headDim),
      kNorm: make.positive(headDim),
      q: operand(d, wide),
      k: operand(d, narrow),
      v: operand(d, narrow),
      o: operand(wide, d),
      gate: operand(d, intermediate),
      up: operand(d, intermediate),
      down: operand(intermediate, d),
      table: make.normal(capacity * headDim),
      slots: make.indices(Array.from({ length: rows }, (_, i) => rows - 1 - i)),
      positions: make.indices(Array.from({ length: rows }, (_, i) => (i * b) % capacity)),
      keys: make.normal(rows * narrow * capacity),
      values: make.normal(rows * kvHeads * capacity * Math.ceil(headDim / 4) * 4),
    },
    sizes: { n: rows, d, intermediate, heads, kvHeads, headDim, capacity, normed },
    numbers: { eps: 1e-5 },
    outputs: ['x', 'keys', 'values'],
  }));
}

export function cacheCases({ a, b, rows, group }: CaseShape, make: Makers): KernelCase[] {
  const kvHeads = 1 + (b % 2);
  const heads = kvHeads * group;
  const headDim = 2 + 2 * (a % 17);
  const capacity = 16 * (1 + (b % 4));
  const slots = Array.from({ length: rows }, (_, i) => rows - 1 - i);
  const cache = {
    keys: make.normal(rows * kvHeads * headDim * capacity),
    values: make.normal(rows * kvHeads * capacity * Math.ceil(headDim / 4) * 4),
  };
  const sizes = { n: rows, kvHeads, headDim, capacity };
  const width = kvHeads * headDim;
  const lengths = make.lengths(2, capacity);
  const [first, second] = [at(lengths, 0), at(lengths, 1)];
  return [
    {
      kernel: 'cacheAppend',
      buffers: {
        ...cache,
        k: make.normal(rows * width),
        v: make.normal(rows * width),
        slots: make.indices(slots),
        positions: make.below(rows, capacity),
      },
      sizes,
      numbers: {},
      outputs: ['keys'],
    },
    {
      kernel: 'cacheFill',
      buffers: {
        ...cache,
        k: make.normal((first + second) * width),
        v: make.normal((first + second) * width),
        starts: make.indices([0, first, first + second]),
        prompts: make.below(rows, 2),
        slots: make.indices(slots),
      },
      sizes,
      numbers: {},
      outputs: ['keys'],
    },
    {
      kernel: 'attentionDecode',
      buffers: {
        ...cache,
        q: make.normal(rows * heads * headDim),
        slots: make.indices(slots),
        positions: make.below(rows, capacity),
        out: make.zeros(rows * heads * headDim),
        scratch: make.scratch,
      },
      sizes: { ...sizes, heads },
      numbers: {},
      outputs: ['out'],
    },
  ];
}

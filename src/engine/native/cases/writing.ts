// Random inputs of the kernels that write tokens, for tests: all schedules, some sequences at their end.
import type { CaseShape, KernelCase, Makers } from './case.ts';

const MOST = 6;

export function writingCases({ b, c: vocabulary, rows: n, seed }: CaseShape, make: Makers) {
  const slots = n + 2;
  const wide = Math.ceil(vocabulary / 8) * 8;
  const distributions = (which: string) => ({
    [`${which}Probabilities`]: make.positive(n * wide),
    [`${which}Logprobs`]: make.normal(n * wide),
    [`${which}Entropies`]: make.normal(n),
    [`${which}Rows`]: make.below(n, n),
  });
  const list = (data: Iterable<number>) => make.indices(data);
  const rowSlots = list(Array.from({ length: n }, (_, i) => slots - 1 - i));
  // Turn, gap, tokens so far, end.
  const states = Array.from({ length: slots }, (_, slot) => [
    (slot + b) % 2,
    slot % 3,
    1 + ((slot + seed) % (MOST - 1)),
    slot % 4 === 3 ? 1 : 0,
  ]);
  const state = { kind: 'numbers', data: states.flat() } as const;
  const written = make.zeros(slots * MOST * 8);
  const ids = make.below(slots * MOST * 8, vocabulary);
  const cases: KernelCase[] = [0, 1, 2].map((schedule) => ({
    kernel: 'writeTokens',
    buffers: {
      ...distributions('senior'),
      ...distributions('junior'),
      rowSlots,
      sequences: list(Array.from({ length: slots }, (_, slot) => 7 * slot + seed)),
      boundary: make.below(vocabulary, 2),
      state,
      written,
    },
    sizes: {
      n,
      vocabulary,
      maxNewTokens: MOST,
      eosId: vocabulary > 3 ? 1 : vocabulary,
      greedy: b % 3 === 0 ? 1 : 0,
      seed,
      step: b,
      schedule,
      maxGap: 3,
      chunkSize: 2,
      coin: 9_000_000,
    },
    numbers: {},
    outputs: ['state', 'written'],
  }));
  cases.push({
    kernel: 'feedWritten',
    buffers: {
      rowSlots,
      prompted: make.below(slots, 50),
      state,
      written: { kind: 'numbers', data: 'data' in ids ? ids.data : [] },
      ids: list(Array(n).fill(0)),
      positions: list(Array(n).fill(0)),
    },
    sizes: { n, maxNewTokens: MOST },
    numbers: {},
    outputs: ['ids', 'positions'],
  });
  return cases;
}

// Tests of the generator: Random123's known answers, independence of streams, distributions.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws, philox4x32, type RandomKey, STREAMS, type Stream, uniform } from './random.ts';

const KEY: RandomKey = { seed: 1, stream: 'data', step: 0, sequence: 0 };
const streams = Object.keys(STREAMS).filter((name): name is Stream => name in STREAMS);
const word = fc.integer({ min: 0, max: 0xffffffff });
const anyKey: fc.Arbitrary<RandomKey> = fc.record({
  seed: word,
  stream: fc.constantFrom(...streams),
  step: word,
  sequence: word,
});

test.each([
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const)(
  'Philox4x32-10 gives the known answer of Random123 for counter %j',
  (counter, key, known) => {
    expect(philox4x32(counter, key)).toEqual(known);
  },
);

/** The same ten rounds in big integers, from the paper's definition. */
function slowPhilox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): number[] {
  const mask = 0xffffffffn;
  let [c0, c1, c2, c3] = [
    BigInt(counter[0]),
    BigInt(counter[1]),
    BigInt(counter[2]),
    BigInt(counter[3]),
  ];
  let [k0, k1] = [BigInt(key[0]), BigInt(key[1])];
  for (let round = 0; round < 10; round++) {
    const p0 = 0xd2511f53n * c0;
    const p1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & mask, (p0 >> 32n) ^ c3 ^ k1, p0 & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [c0, c1, c2, c3].map(Number);
}

test('Philox4x32-10 equals big-integer arithmetic for any counter and key', () => {
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
      expect(philox4x32(counter, key)).toEqual(slowPhilox(counter, key));
    }),
    { numRuns: 500 },
  );
});

test('uniform is in [0, 1), exact in f32, and a function of its key', () => {
  fc.assert(
    fc.property(anyKey, word, (key, position) => {
      const u = uniform(key, position);
      expect(u).toBeGreaterThanOrEqual(0);
      expect(u).toBeLessThan(1);
      expect(Math.fround(u)).toBe(u);
      expect(uniform({ ...key }, position)).toBe(u);
    }),
    { numRuns: 1000 },
  );
});

test('draws give uniform at positions 0, 1, 2, ... whatever is drawn in between elsewhere', () => {
  const source = draws(KEY);
  const other = draws({ ...KEY, stream: 'coin' });
  for (let position = 0; position < 100; position++) {
    expect(source.uniform()).toBe(uniform(KEY, position));
    other.normal();
  }
});

const N = 10000;
/** 0.001 and 0.999 quantiles of chi-square with 99 degrees of freedom. */
const CHI_LOW = 61.1;
const CHI_HIGH = 148.3;

function countsOf(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function chiSquare(draw: (i: number) => number): number {
  const counts = countsOf(Array.from({ length: N }, (_, i) => Math.floor(draw(i) * 100)));
  const bins = Array.from({ length: 100 }, (_, bin) => counts.get(bin) ?? 0);
  return bins.reduce((sum, count) => sum + (count - N / 100) ** 2 / (N / 100), 0);
}

test.each([
  ['position', (i: number) => uniform(KEY, i)],
  ['sequence', (i: number) => uniform({ ...KEY, sequence: i }, 0)],
  ['step', (i: number) => uniform({ ...KEY, step: i }, 0)],
  ['seed', (i: number) => uniform({ ...KEY, seed: i }, 0)],
] as const)('10,000 draws along %s are uniform by chi-square', (_, draw) => {
  const statistic = chiSquare(draw);
  expect(statistic).toBeGreaterThan(CHI_LOW);
  expect(statistic).toBeLessThan(CHI_HIGH);
});

function correlation(a: (i: number) => number, b: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < N; i++) sum += (a(i) - 0.5) * (b(i) - 0.5);
  return (sum / N) * 12;
}

test('streams, seeds, steps, sequences and next positions are uncorrelated', () => {
  const base = (i: number) => uniform(KEY, i);
  const others = [
    ...streams
      .filter((stream) => stream !== KEY.stream)
      .map((stream) => (i: number) => uniform({ ...KEY, stream }, i)),
    (i: number) => uniform({ ...KEY, seed: 2 }, i),
    (i: number) => uniform({ ...KEY, step: 1 }, i),
    (i: number) => uniform({ ...KEY, sequence: 1 }, i),
    (i: number) => uniform(KEY, i + 1),
  ];
  for (const other of others) expect(Math.abs(correlation(base, other))).toBeLessThan(0.04);
  expect(correlation(base, base)).toBeGreaterThan(0.95);
});

test('no two streams share a number', () => {
  expect(new Set(Object.values(STREAMS)).size).toBe(streams.length);
});

test('integers are in range, ends included, each about as often', () => {
  const source = draws(KEY);
  const counts = countsOf(Array.from({ length: N }, () => source.integer(2, 9)));
  expect([...counts.keys()].sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  for (const count of counts.values()) {
    expect(Math.abs(count - N / 8)).toBeLessThan(4 * Math.sqrt(N / 8));
  }
  fc.assert(
    fc.property(anyKey, fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (key, low, span) => {
      const value = draws(key).integer(low, low + span);
      expect(Number.isInteger(value) && value >= low && value <= low + span).toBe(true);
    }),
  );
});

test('weighted draws follow their weights; weight 0 is never drawn', () => {
  const source = draws({ ...KEY, stream: 'corpus' });
  const items = [
    ['plus', 2],
    ['minus', 2],
    ['never', 0],
    ['times', 1],
    ['last', 0],
  ] as const;
  const counts = { plus: 0, minus: 0, never: 0, times: 0, last: 0 };
  for (let i = 0; i < N; i++) {
    counts[source.weighted(items)]++;
  }
  expect(Math.abs(counts.plus / N - 0.4)).toBeLessThan(0.02);
  expect(Math.abs(counts.minus / N - 0.4)).toBeLessThan(0.02);
  expect(Math.abs(counts.times / N - 0.2)).toBeLessThan(0.016);
  expect(counts.never + counts.last).toBe(0);
});

test('pick takes every item; empty lists are errors', () => {
  const source = draws(KEY);
  const seen = new Set(Array.from({ length: 200 }, () => source.pick(['a', 'b', 'c', 'd'])));
  expect(seen.size).toBe(4);
  expect(() => source.pick([])).toThrow('empty list');
  expect(() => source.weighted([])).toThrow('empty list');
});

test('normal draws have mean 0, variance 1 and normal tails, and are finite', () => {
  const source = draws({ ...KEY, stream: 'init' });
  const values = Array.from({ length: N }, () => source.normal());
  const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / N;
  expect(values.every(Number.isFinite)).toBe(true);
  expect(Math.abs(moment(1))).toBeLessThan(0.04);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.06);
  expect(Math.abs(moment(3))).toBeLessThan(0.12);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.4);
  const outside = values.filter((x) => Math.abs(x) > 1.96).length / N;
  expect(Math.abs(outside - 0.05)).toBeLessThan(0.01);
});

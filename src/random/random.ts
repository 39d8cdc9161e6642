// Counter-based random numbers, Philox4x32-10 (Salmon et al., SC 2011): every draw is a pure function of its key.

/** Independent streams: changing the draws of one never changes another. */
export const STREAMS = {
  data: 1,
  init: 2,
  coin: 3,
  senior: 4,
  junior: 5,
  evaluation: 6,
  corpus: 7,
  bootstrap: 8,
  partner: 9,
} as const;

export type Stream = keyof typeof STREAMS;

/** Where a draw belongs. `step`, `sequence` and `position` are unsigned 32-bit integers. */
export interface RandomKey {
  readonly seed: number;
  readonly stream: Stream;
  readonly step: number;
  readonly sequence: number;
}

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const cross = aHigh * bLow + ((aLow * bLow) >>> 16);
  const middle = aLow * bHigh + (cross & 0xffff);
  return (aHigh * bHigh + Math.floor(cross / 0x10000) + Math.floor(middle / 0x10000)) >>> 0;
}

type Words4 = readonly [number, number, number, number];

/** Ten rounds of Philox4x32: four 32-bit words from a four-word counter and a two-word key. */
export function philox4x32(counter: Words4, key: readonly [number, number]): Words4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(M0, c0);
    const low0 = Math.imul(M0, c0) >>> 0;
    const high1 = mulHigh(M1, c2);
    const low1 = Math.imul(M1, c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/**
 * Uniform number in [0, 1) with 24 random bits, exactly representable in f32; the same whatever the
 * order of calls, the batch or the worker.
 */
export function uniform(key: RandomKey, position: number): number {
  const words = philox4x32(
    [key.step, key.sequence, position, 0],
    [key.seed >>> 0, STREAMS[key.stream]],
  );
  return (words[0] >>> 8) / 0x1000000;
}

/** A sequence of draws under one key: position 0, 1, 2, ... */
export interface Draws {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform integer in [low, high], both inclusive. */
  integer(low: number, high: number): number;
  /** One of the items, each with probability weight / sum of weights. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  pick<T>(items: readonly T[]): T;
  /** Standard normal (Box-Muller). */
  normal(): number;
}

export function draws(key: RandomKey): Draws {
  let position = 0;
  const next = () => uniform(key, position++);
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    uniform: next,
    integer,
    pick: <T>(items: readonly T[]): T => {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined) throw new Error('pick from an empty list');
      return item;
    },
    weighted: <T>(items: readonly (readonly [T, number])[]): T => {
      let target = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        target -= weight;
        if (target < 0) return item;
      }
      const last = items[items.length - 1];
      if (last === undefined) throw new Error('weighted draw from an empty list');
      return last[0];
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

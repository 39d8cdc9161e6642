// Estimates and their 95 % intervals.

/** Lower and upper end. */
export type Interval = readonly [number, number];

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/**
 * Wilson's score interval of a share (Wilson 1927), 95 %: inside [0, 1] and of sensible width at
 * 0 and n successes too.
 * @throws when successes is not in 0..n or n is 0
 */
export function wilson(successes: number, n: number): Interval {
  if (!(n > 0 && successes >= 0 && successes <= n)) {
    throw new Error(`successes is ${successes} of ${n}; expected 0 to n of at least 1`);
  }
  const share = successes / n;
  const shrink = 1 + Z ** 2 / n;
  const centre = (share + Z ** 2 / (2 * n)) / shrink;
  const half = (Z / shrink) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Normal 95 % interval of a mean, from the sample standard deviation; null below two values. */
export function meanInterval(values: readonly number[]): Interval | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  const squares = sum(values.map((value) => (value - centre) ** 2));
  const half = Z * Math.sqrt(squares / (values.length - 1) / values.length);
  return [centre - half, centre + half];
}

export interface Estimate {
  readonly value: number;
  readonly interval: Interval | null;
}

/** A part and the whole it is of, e.g. the lines of a solution in one style, and all its lines. */
export interface Part {
  readonly part: number;
  readonly whole: number;
}

/**
 * Sum of parts over sum of wholes with its normal 95 % interval by linearisation (Cochran 1977,
 * 6.4): solutions, not their tokens or lines, are the independent units. Null when the wholes are
 * all 0; the interval is null below two solutions.
 */
export function ratio(parts: readonly Part[]): Estimate | null {
  const whole = sum(parts.map((of) => of.whole));
  if (whole === 0) return null;
  const value = sum(parts.map((of) => of.part)) / whole;
  const shifts = parts.map((of) => ((of.part - value * of.whole) * parts.length) / whole);
  const around = meanInterval(shifts);
  return { value, interval: around && [value + around[0], value + around[1]] };
}

/**
 * Probability that at least one of k samples is right, estimated without bias from c right ones of
 * n (Chen et al. 2021): 1 - C(n - c, k) / C(n, k).
 * @throws when k is not in 1..n or c not in 0..n
 */
export function passAtK(n: number, c: number, k: number): number {
  if (!(k >= 1 && k <= n && c >= 0 && c <= n)) {
    throw new Error(`pass@${k} of ${c} right in ${n}; expected k from 1 to n and c from 0 to n`);
  }
  if (n - c < k) return 1;
  let none = 1;
  for (let i = n - c + 1; i <= n; i++) none *= 1 - k / i;
  return 1 - none;
}

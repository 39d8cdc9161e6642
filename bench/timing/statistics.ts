// Medians, ranges, ratios and growth exponents of measured times.

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The mean of the two middle values where their number is even. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values; give at least one');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/**
 * a / b round by round, for what else the machine does falls on both of a round alike.
 * @throws RangeError when the numbers of rounds differ
 */
export function ratios(a: readonly number[], b: readonly number[]): Spread {
  if (a.length !== b.length) {
    throw new RangeError(`${a.length} and ${b.length} rounds; they must be equally many`);
  }
  return spread(a.map((value, round) => value / (b[round] ?? Number.NaN)));
}

/** The exponent e of y ~ x^e: least squares of log y on log x. Points are [x, y]. */
export function exponent(points: readonly (readonly [number, number])[]): number {
  if (points.length < 2) throw new RangeError(`${points.length} points; growth needs two`);
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const meanX = mean(logs.map(([x]) => x));
  const meanY = mean(logs.map(([, y]) => y));
  const sum = (term: (x: number, y: number) => number) =>
    logs.reduce((total, [x, y]) => total + term(x - meanX, y - meanY), 0);
  return sum((x, y) => x * y) / sum((x) => x * x);
}

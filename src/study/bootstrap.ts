// Means over seeds with intervals over seeds and problems, and what each of them contributes.
import { at } from '../at.ts';
import type { Interval } from '../evaluate/statistics.ts';
import { mean } from '../evaluate/statistics.ts';
import { draws } from '../random/random.ts';

/** One seed's measurement, problem by problem: its value is the sum of parts over the sum of wholes. */
export interface SeedMeasurement {
  readonly parts: readonly number[];
  /** Null where each is 1. */
  readonly wholes: readonly number[] | null;
}

export interface SeededEstimate {
  /** Mean over seeds. */
  readonly value: number;
  /** 95 %; null below three seeds. */
  readonly interval: Interval | null;
  readonly bySeed: readonly number[];
  /** Standard deviation between seeds, evaluation noise taken out; null below three seeds. */
  readonly seedDeviation: number | null;
  /** Standard error of one seed's value from its finite problems; null where they are not known. */
  readonly evaluationError: number | null;
}

/** Which seeds, and which problems of each, make up the bootstrap's samples. */
export interface Resamples {
  readonly seeds: number;
  readonly problems: number;
  /** [samples * seeds] */
  readonly ofSeeds: Uint16Array;
  /** [samples * seeds * problems] */
  readonly ofProblems: Uint16Array;
}

export const FEWEST_SEEDS = 3;
const SAMPLES = 1000;
const Z = 1.959963984540054;

/** Seeds with replacement, then for each of them problems with replacement; the same every time. */
export function resamples(seeds: number, problems: number): Resamples {
  const random = draws({ seed: 0, stream: 'bootstrap', step: seeds, sequence: problems });
  const pick = (count: number, below: number) =>
    Uint16Array.from({ length: count }, () => random.integer(0, below - 1));
  return {
    seeds,
    problems,
    ofSeeds: pick(SAMPLES * seeds, seeds),
    ofProblems: pick(SAMPLES * seeds * problems, problems),
  };
}

/**
 * Mean over seeds, or mean of the differences by seed where `minus` has the other side; both sides
 * of a difference are resampled alike, for they were measured on the same problems.
 *
 * The interval is the hierarchical bootstrap's percentile interval, widened about the mean by
 * t / z * sqrt(n / (n - 1)): a bootstrap of n seeds is that much too narrow (Hesterberg 2015). As the
 * spread between seeds already holds their evaluation noise, resampling problems too errs on the
 * wide side.
 */
export function estimate(
  cells: readonly SeedMeasurement[],
  minus: readonly SeedMeasurement[] | null,
  plan: Resamples,
): SeededEstimate {
  check(cells, plan);
  if (minus !== null) check(minus, plan);
  const bySeed = cells.map((cell, seed) => ratioOf(cell) - (minus ? ratioOf(at(minus, seed)) : 0));
  const value = mean(bySeed);
  const errors = cells.map((cell, seed) => squaredError(cell, minus ? at(minus, seed) : null));
  const noise = plan.problems > 1 ? mean(errors) : null;
  const enough = cells.length >= FEWEST_SEEDS;
  return {
    value,
    interval: enough
      ? widened(value, percentiles(bootstrap(cells, minus, plan)), cells.length)
      : null,
    bySeed,
    seedDeviation: enough ? Math.sqrt(Math.max(0, variance(bySeed) - (noise ?? 0))) : null,
    evaluationError: noise === null ? null : Math.sqrt(noise),
  };
}

function check(cells: readonly SeedMeasurement[], { seeds, problems }: Resamples): void {
  const sizes = cells.flatMap(({ parts, wholes }) => [parts.length, wholes?.length ?? problems]);
  if (cells.length === seeds && sizes.every((size) => size === problems)) return;
  throw new RangeError(
    `${cells.length} seeds of ${[...new Set(sizes)].join(', ')} problems; expected ${seeds} of ${problems}`,
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const ratioOf = ({ parts, wholes }: SeedMeasurement) =>
  sum(parts) / (wholes === null ? parts.length : sum(wholes));

/** Sample variance. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
}

/** How much each problem pulls the ratio away from its value (Cochran 1977, 6.4). */
function shifts({ parts, wholes }: SeedMeasurement): readonly number[] {
  const value = ratioOf({ parts, wholes });
  const whole = wholes === null ? parts.length : sum(wholes);
  return parts.map((part, i) => ((part - value * (wholes?.[i] ?? 1)) * parts.length) / whole);
}

/** Squared standard error of one seed's value, or of its difference from the other side's. */
function squaredError(cell: SeedMeasurement, minus: SeedMeasurement | null): number {
  const own = shifts(cell);
  const other = minus === null ? null : shifts(minus);
  const apart = own.map((shift, i) => shift - (other?.[i] ?? 0));
  return apart.length < 2 ? 0 : variance(apart) / apart.length;
}

/** The estimate of every sample; samples in which a ratio has no whole are left out. */
function bootstrap(
  cells: readonly SeedMeasurement[],
  minus: readonly SeedMeasurement[] | null,
  { seeds, problems, ofSeeds, ofProblems }: Resamples,
): number[] {
  const values: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    let total = 0;
    for (let slot = sample * seeds; slot < (sample + 1) * seeds; slot++) {
      const seed = at(ofSeeds, slot);
      const chosen = ofProblems.subarray(slot * problems, (slot + 1) * problems);
      total +=
        resampled(at(cells, seed), chosen) - (minus ? resampled(at(minus, seed), chosen) : 0);
    }
    if (Number.isFinite(total)) values.push(total / seeds);
  }
  return values;
}

function resampled({ parts, wholes }: SeedMeasurement, chosen: Uint16Array): number {
  let part = 0;
  let whole = 0;
  // Indexed directly, not by `at`: this runs once per problem, seed and sample.
  for (const problem of chosen) {
    const ownPart = parts[problem];
    const ownWhole = wholes === null ? 1 : wholes[problem];
    if (ownPart === undefined || ownWhole === undefined) throw new RangeError(`problem ${problem}`);
    part += ownPart;
    whole += ownWhole;
  }
  return part / whole;
}

/** 2.5 % and 97.5 % quantiles, interpolated. */
function percentiles(values: readonly number[]): Interval | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (share: number) => {
    const place = share * (sorted.length - 1);
    const low = at(sorted, Math.floor(place));
    return low + (at(sorted, Math.ceil(place)) - low) * (place - Math.floor(place));
  };
  return [quantile(0.025), quantile(0.975)];
}

function widened(value: number, interval: Interval | null, seeds: number): Interval | null {
  if (interval === null) return null;
  const factor = (studentT(seeds - 1) / Z) * Math.sqrt(seeds / (seeds - 1));
  return [value + (interval[0] - value) * factor, value + (interval[1] - value) * factor];
}

/**
 * 97.5 % quantile of Student's t by the Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5);
 * within 1 % from two degrees of freedom on.
 */
export function studentT(freedom: number): number {
  const z = Z;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((total, term, i) => total + term / freedom ** (i + 1), z);
}

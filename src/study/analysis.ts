// The analysis of an experiment's runs: levels, paired differences, curves and verdicts on claims, each with its interval.
import type { Interval } from '../evaluate/statistics.ts';
import type { Claim, Condition, Experiment, Moment, Point } from '../experiments/experiment.ts';
import { type LengthName, metricsOfLength } from '../metrics/lengths.ts';
import type { MetricName } from '../metrics/metrics.ts';
import {
  estimate,
  type Resamples,
  resamples,
  type SeededEstimate,
  type SeedMeasurement,
} from './bootstrap.ts';
import type { RunResult } from './result.ts';
import { within } from './within.ts';

export const TESTED = ['start', 'selected', 'last'] as const;
export type Tested = (typeof TESTED)[number];

export interface Study {
  readonly experiment: Experiment;
  /** Per arm, in the order of its seeds; the same seeds in each. */
  readonly runs: ReadonlyMap<string, readonly RunResult[]>;
}

export interface StudyLevel {
  readonly arm: string;
  readonly at: Tested;
  readonly metric: MetricName;
  readonly estimate: SeededEstimate;
}

/** Of the first arm minus the second, by seed and problem. */
export interface StudyDifference {
  readonly arms: readonly [string, string];
  readonly at: Tested;
  readonly metric: MetricName;
  readonly estimate: SeededEstimate;
}

export interface StudyCurve {
  readonly arm: string;
  readonly metric: MetricName;
  /** Validation means with intervals over seeds. */
  readonly points: readonly { readonly step: number; readonly estimate: SeededEstimate }[];
}

export type Verdict = 'holds' | 'does not hold' | 'cannot tell';

export interface JudgedCondition {
  readonly condition: Condition;
  readonly estimate: SeededEstimate;
  /** Seeds that meet it on their own. */
  readonly met: number;
  readonly verdict: Verdict;
}

export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly conditions: readonly JudgedCondition[];
}

export interface Analysis {
  readonly levels: readonly StudyLevel[];
  readonly differences: readonly StudyDifference[];
  readonly curves: readonly StudyCurve[];
  readonly claims: readonly JudgedClaim[];
  /** Mean validation value of the selecting metric at each arm's selected steps, best first. */
  readonly ranking: readonly {
    readonly arm: string;
    readonly value: number;
    readonly steps: readonly number[];
  }[];
}

/** Levels, differences, curves, verdicts and the ranking of the arms. */
export function analyse(study: Study): Analysis {
  const { arms, metrics, matrix, panels, comparisons, claims } = study.experiment;
  const measure = measurer(study);
  const ofLengths = lengthMetrics(study.experiment);
  const columns = [...new Set([...metrics, ...matrix, ...ofLengths])];
  const compared = [...new Set([...metrics, ...ofLengths])];
  const all = <T>(estimate: SeededEstimate | null, make: (found: SeededEstimate) => T): T[] =>
    estimate === null ? [] : [make(estimate)];
  return {
    levels: TESTED.flatMap((at) =>
      arms.flatMap(({ name: arm }) =>
        columns.flatMap((metric) =>
          all(measure({ arm, metric, at }), (found) => ({ arm, at, metric, estimate: found })),
        ),
      ),
    ),
    differences: (['selected', 'last'] as const).flatMap((at) =>
      comparisons.flatMap(([a, b]) =>
        compared.flatMap((metric) =>
          all(
            measure({ arm: a, metric, at }, { arm: b, metric, at }),
            (found): StudyDifference => ({
              arms: [a, b],
              at,
              metric,
              estimate: found,
            }),
          ),
        ),
      ),
    ),
    curves: arms.flatMap(({ name: arm }) =>
      panels.map((metric) => ({ arm, metric, points: curve(study, measure, { arm, metric }) })),
    ),
    claims: claims.map((claim) => judge(claim, measure)),
    ranking: ranking(study),
  };
}

/** The lengths that an experiment tests, in its order. */
export function lengthsOf({ test }: Experiment): readonly LengthName[] {
  return (test.lengths ?? []).map(({ length }) => length);
}

/** All that is measured on them. */
export const lengthMetrics = (experiment: Experiment): readonly MetricName[] =>
  lengthsOf(experiment).flatMap(metricsOfLength);

type Estimator = (of: Point, minus?: Point) => SeededEstimate | null;

/** Estimates of points and differences; null where a run lacks the metric at that moment. */
function measurer(study: Study): Estimator {
  const plans = new Map<string, Resamples>();
  const planOf = (seeds: number, problems: number) => {
    const key = `${seeds} ${problems}`;
    const plan = plans.get(key) ?? resamples(seeds, problems);
    plans.set(key, plan);
    return plan;
  };
  return (of, minus) => {
    const cells = cellsOf(study, of);
    const others = minus === undefined ? null : cellsOf(study, minus);
    if (cells === null || (minus !== undefined && others === null)) return null;
    const found = estimate(cells, others, planOf(cells.length, cells[0]?.parts.length ?? 0));
    return minus === undefined ? within(of.metric, found) : found;
  };
}

function runsOf({ runs }: Study, arm: string): readonly RunResult[] {
  const found = runs.get(arm);
  if (found === undefined || found.length === 0) throw new Error(`arm ${arm} has no runs`);
  return found;
}

function cellsOf(study: Study, { arm, metric, at }: Point): readonly SeedMeasurement[] | null {
  const cells = runsOf(study, arm).map((result) => cellOf(result, metric, at));
  const found = cells.filter((cell) => cell !== null);
  return found.length === cells.length ? found : null;
}

function cellOf(
  { tests, trace }: RunResult,
  metric: MetricName,
  at: Moment,
): SeedMeasurement | null {
  if (at === 'start' || at === 'selected' || at === 'last') {
    const cell = tests[at][metric];
    const hasValue = cell?.wholes?.some((whole) => whole > 0) ?? true;
    return cell !== undefined && hasValue ? cell : null;
  }
  const values = trace
    .filter(({ step }) => at === 'peak' || step === at)
    .map(({ metrics }) => metrics[metric])
    .filter((value) => value !== undefined);
  return values.length === 0 ? null : { parts: [Math.max(...values)], wholes: null };
}

function curve(
  study: Study,
  measure: Estimator,
  of: Pick<Point, 'arm' | 'metric'>,
): StudyCurve['points'] {
  const steps = runsOf(study, of.arm)[0]?.trace.map(({ step }) => step) ?? [];
  return steps.flatMap((step) => {
    const found = measure({ ...of, at: step });
    return found === null ? [] : [{ step, estimate: found }];
  });
}

function judge(claim: Claim, measure: Estimator): JudgedClaim {
  const conditions = claim.holds.map((condition): JudgedCondition => {
    const found = measure(condition.of, condition.minus);
    if (found === null) throw new Error(`“${claim.says}” speaks of what was not measured`);
    const met = found.bySeed.filter((value) => isMet(value, condition)).length;
    return { condition, estimate: found, met, verdict: decide(found.interval, condition) };
  });
  const verdicts = conditions.map(({ verdict }) => verdict);
  const failed = verdicts.includes('does not hold');
  const unknown = verdicts.includes('cannot tell');
  return {
    claim,
    conditions,
    verdict: failed ? 'does not hold' : unknown ? 'cannot tell' : 'holds',
  };
}

const isMet = (value: number, { is, bound }: Condition) =>
  is === 'above' ? value > bound : value < bound;

/** Met when the whole interval is on the right side of the bound, not met when it is on the other. */
export function decide(
  interval: Interval | null,
  { is, bound }: Pick<Condition, 'is' | 'bound'>,
): Verdict {
  if (interval === null) return 'cannot tell';
  const [low, high] = interval;
  if (is === 'above')
    return low > bound ? 'holds' : high <= bound ? 'does not hold' : 'cannot tell';
  return high < bound ? 'holds' : low >= bound ? 'does not hold' : 'cannot tell';
}

function ranking(study: Study): Analysis['ranking'] {
  const { arms, select } = study.experiment;
  const ranked = arms.map(({ name: arm }) => {
    const runs = runsOf(study, arm);
    const values = runs.map(({ trace, selected }) => {
      const chosen = trace.find(({ step }) => step === selected);
      return chosen?.metrics[select] ?? Number.NaN;
    });
    const value = values.reduce((sum, each) => sum + each, 0) / values.length;
    return { arm, value, steps: runs.map(({ selected }) => selected) };
  });
  return ranked.sort((a, b) => b.value - a.value);
}

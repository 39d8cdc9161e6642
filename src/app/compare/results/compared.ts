// Runs grouped into arms, which differ in their seed only, with means over seeds, intervals and paired differences.
import { FIELD_NAMES, type RunConfig } from '../../../config/fields.ts';
import type { PresetName } from '../../../config/presets.ts';
import type { MetricName } from '../../../metrics/metrics.ts';
import {
  estimate,
  FEWEST_SEEDS,
  type Resamples,
  resamples,
  type SeededEstimate,
} from '../../../study/bootstrap.ts';
import { within } from '../../../study/within.ts';
import { steps as stepsOf, valueAt, values } from '../../run/series.ts';
import { historyOf, type KeptRun } from '../runs/kept-run.ts';

export interface ComparedArm {
  /** Unique among the arms. */
  readonly name: string;
  readonly preset: PresetName;
  readonly config: RunConfig;
  /** By seed, one of each. */
  readonly runs: readonly KeptRun[];
}

/** Equal for runs that differ in seed or engine only; what was changed on the way makes another arm. */
function armKey(run: KeptRun): string {
  const names = FIELD_NAMES.filter((name) => name !== 'seed' && name !== 'engine');
  const changes = historyOf(run).changes.map(({ step, changes: to }) => [step, to]);
  return JSON.stringify([names.map((name) => run.config[name]), changes]);
}

/** Of several runs by one seed, the longest, then the newest. */
function bySeed(runs: readonly KeptRun[]): readonly KeptRun[] {
  const best = new Map<number, KeptRun>();
  for (const run of runs) {
    const other = best.get(run.config.seed);
    if (other === undefined || run.step > other.step) best.set(run.config.seed, run);
  }
  return [...best.values()].sort((a, b) => a.config.seed - b.config.seed);
}

function nameOf(runs: readonly KeptRun[], taken: ReadonlySet<string>): string {
  const [first] = runs;
  const own = runs.find(({ batch }) => batch !== null)?.batch?.arm;
  const title = own ?? (runs.length === 1 ? first?.name : first?.name.replace(/,? seed \d+$/, ''));
  const name = title === undefined || title === '' ? 'arm' : title;
  let unique = name;
  for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
  return unique;
}

/** In the order in which they were made. */
export function armsOf(runs: readonly KeptRun[]): readonly ComparedArm[] {
  const groups = new Map<string, KeptRun[]>();
  for (const run of runs.toSorted((a, b) => a.created - b.created)) {
    const key = armKey(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const taken = new Set<string>();
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const name = nameOf(group, taken);
    taken.add(name);
    return [{ name, preset: first.preset, config: first.config, runs: bySeed(group) }];
  });
}

/** Arms with too few seeds for a mean. */
export const fewSeeded = (arms: readonly ComparedArm[]): readonly ComparedArm[] =>
  arms.filter(({ runs }) => runs.length < FEWEST_SEEDS);

/** The steps at which every one of the runs has a value. */
export function commonSteps(runs: readonly KeptRun[], metric: MetricName): readonly number[] {
  const lists = runs.map((run) => {
    const series = historyOf(run).series[metric];
    return series === undefined ? [] : [...stepsOf(series)];
  });
  const [first, ...rest] = lists;
  const others = rest.map((list) => new Set(list));
  return (first ?? []).filter((step) => others.every((list) => list.has(step)));
}

const at = (run: KeptRun, metric: MetricName, step: number): number =>
  valueAt(historyOf(run).series[metric], step) ?? Number.NaN;

const cells = (runs: readonly KeptRun[], metric: MetricName, step: number) =>
  runs.map((run) => ({ parts: [at(run, metric, step)], wholes: null }));

const plans = new Map<number, Resamples>();

/** Seeds drawn with replacement; of problems nothing is known but their mean. */
function plan(seeds: number): Resamples {
  const known = plans.get(seeds) ?? resamples(seeds, 1);
  plans.set(seeds, known);
  return known;
}

/** Mean over the arm's seeds at a step. */
export function level({ runs }: ComparedArm, metric: MetricName, step: number): SeededEstimate {
  return within(metric, estimate(cells(runs, metric, step), null, plan(runs.length)));
}

export interface ArmDifference {
  readonly arm: string;
  readonly metric: MetricName;
  /** The last at which both arms were measured by all common seeds. */
  readonly step: number;
  readonly seeds: readonly number[];
  readonly estimate: SeededEstimate;
}

/** Arm minus reference, seed by seed; null where they have no seed or no evaluation in common. */
export function difference(
  arm: ComparedArm,
  reference: ComparedArm,
  metric: MetricName,
): ArmDifference | null {
  const seedOf = ({ config }: KeptRun) => config.seed;
  const seeds = arm.runs.map(seedOf).filter((seed) => reference.runs.map(seedOf).includes(seed));
  const own = arm.runs.filter((run) => seeds.includes(seedOf(run)));
  const other = reference.runs.filter((run) => seeds.includes(seedOf(run)));
  const step = commonSteps([...own, ...other], metric).at(-1);
  if (step === undefined) return null;
  const found = estimate(cells(own, metric, step), cells(other, metric, step), plan(seeds.length));
  return { arm: arm.name, metric, step, seeds, estimate: found };
}

/** Whether any of the runs has the metric; one that stays at 0 everywhere says nothing. */
export const isMeasured = (runs: readonly KeptRun[], metric: MetricName): boolean =>
  runs.some((run) => {
    const series = historyOf(run).series[metric];
    return series !== undefined && values(series).some((value) => value !== 0);
  });

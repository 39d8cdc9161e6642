// Means over seeds along the steps and at the end, cached, and computed in small parts so that the page stays responsive.
import type { MetricName } from '../../../metrics/metrics.ts';
import type { SeededEstimate } from '../../../study/bootstrap.ts';
import {
  type ArmDifference,
  type ComparedArm,
  commonSteps,
  difference,
  level,
} from './compared.ts';

export interface ArmLevel {
  readonly step: number;
  readonly estimate: SeededEstimate;
}

/** Resolves when the page has drawn. */
type Pause = () => Promise<void>;
const drawn: Pause = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Numbers remembered; when there are more, the older half is forgotten. */
const MOST_KNOWN = 20_000;

/** Computed once per key, with a pause after each: one takes milliseconds. */
function memory<T>() {
  const known = new Map<string, T>();
  const remember = (key: string, value: T) => {
    if (known.size >= MOST_KNOWN) {
      for (const old of [...known.keys()].slice(0, MOST_KNOWN / 2)) known.delete(old);
    }
    known.set(key, value);
  };
  return {
    known: (key: string) => known.get(key),
    get: async (key: string, compute: () => T, pause: Pause): Promise<T> => {
      const found = known.get(key);
      if (found !== undefined) return found;
      await pause();
      const value = compute();
      remember(key, value);
      return value;
    },
  };
}

const levels = memory<ArmLevel>();
const differences = memory<{ readonly found: ArmDifference | null }>();

const runsKey = ({ runs }: ComparedArm) => runs.map(({ id, step }) => `${id}:${step}`).join();
const levelKey = (arm: ComparedArm, metric: MetricName, step: number) =>
  `${metric} ${step} ${runsKey(arm)}`;

/** The curve if all of it is known. */
export function knownLevels(arm: ComparedArm, metric: MetricName): readonly ArmLevel[] | null {
  const steps = commonSteps(arm.runs, metric);
  const found = steps.flatMap((step) => levels.known(levelKey(arm, metric, step)) ?? []);
  return found.length === steps.length ? found : null;
}

const levelAt = (arm: ComparedArm, metric: MetricName, step: number, pause: Pause) =>
  levels.get(
    levelKey(arm, metric, step),
    () => ({ step, estimate: level(arm, metric, step) }),
    pause,
  );

export async function levelsOf(
  arm: ComparedArm,
  metric: MetricName,
  pause: Pause = drawn,
): Promise<readonly ArmLevel[]> {
  const found: ArmLevel[] = [];
  for (const step of commonSteps(arm.runs, metric)) {
    found.push(await levelAt(arm, metric, step, pause));
  }
  return found;
}

/** What an arm came to in a metric, and how far that is from the reference. */
export interface Result {
  readonly arm: string;
  readonly metric: MetricName;
  /** At its last evaluation; null where it was never measured. */
  readonly level: ArmLevel | null;
  /** Null for the reference itself, and where there is nothing in common. */
  readonly difference: ArmDifference | null;
}

export async function resultsOf(
  arms: readonly ComparedArm[],
  metrics: readonly MetricName[],
  reference: ComparedArm,
  pause: Pause = drawn,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const arm of arms) {
    for (const metric of metrics) {
      const step = commonSteps(arm.runs, metric).at(-1);
      const key = `${metric} ${runsKey(arm)} - ${runsKey(reference)}`;
      const compute = () => ({ found: difference(arm, reference, metric) });
      results.push({
        arm: arm.name,
        metric,
        level: step === undefined ? null : await levelAt(arm, metric, step, pause),
        difference: arm === reference ? null : (await differences.get(key, compute, pause)).found,
      });
    }
  }
  return results;
}

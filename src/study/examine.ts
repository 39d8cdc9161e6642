// The examination of a senior on test problems: what an evaluation counts, over several solutions of each problem.

import { at } from '../at.ts';
import { writeTogether } from '../evaluate/cowrite.ts';
import { count } from '../evaluate/evaluate.ts';
import type { EvaluationSetup } from '../evaluate/setup.ts';
import { passAtK } from '../evaluate/statistics.ts';
import { accuracy, type NamedTally, type Tally } from '../evaluate/tally.ts';
import type { TestPlan } from '../experiments/experiment.ts';
import type { MetricName } from '../metrics/metrics.ts';
import type { SeedMeasurement } from './bootstrap.ts';
import type { Examination } from './result.ts';

/** Accuracies that are also given as the chance that one of K solutions is right. */
const PASSES = {
  'solo/accuracy': 'solo/pass_at_4',
  'handoff/accuracy': 'handoff/pass_at_4',
} as const satisfies { readonly [K in MetricName]?: MetricName };
const K = 4;

export async function examine(
  setup: EvaluationSetup,
  {
    samples,
    also,
    withJunior,
  }: Pick<TestPlan, 'samples' | 'also'> & { readonly withJunior: boolean },
): Promise<Examination> {
  const { problems } = setup;
  const all = withCopies(setup, samples);
  const tallies = await count(all, { withJunior });
  for (const name of also) tallies.push({ name, ...accuracy(await writeTogether(all, name)) });
  const cells = cellsOf(tallies, problems.length);
  return Object.fromEntries([...cells, ...passes(new Map(cells), samples)]);
}

/** A row's draws are keyed by its place, so that copies of a problem get solutions of their own. */
export function withCopies(setup: EvaluationSetup, samples: number): EvaluationSetup {
  return { ...setup, problems: Array.from({ length: samples }, () => setup.problems).flat() };
}

/** Problem by problem. */
export function cellsOf(
  tallies: readonly NamedTally[],
  problems: number,
): [MetricName, SeedMeasurement][] {
  return tallies.map((tally) => [tally.name, folded(tally, problems)]);
}

/** The copies of each problem added up. */
function folded({ parts }: Tally, problems: number): SeedMeasurement {
  const add = (value: (part: Tally['parts'][number]) => number) =>
    Array.from({ length: problems }, (_, problem) => {
      let total = 0;
      for (let copy = problem; copy < parts.length; copy += problems) {
        total += value(at(parts, copy));
      }
      return total;
    });
  const wholes = add(({ whole }) => whole);
  const isPlain = wholes.every((whole) => whole === 1);
  return { parts: add(({ part }) => part), wholes: isPlain ? null : wholes };
}

function passes(
  cells: ReadonlyMap<MetricName, SeedMeasurement>,
  samples: number,
): [MetricName, SeedMeasurement][] {
  if (samples < K) return [];
  return [...cells].flatMap(([name, { parts }]): [MetricName, SeedMeasurement][] => {
    if (!isAccuracy(name)) return [];
    const cell = { parts: parts.map((right) => passAtK(samples, right, K)), wholes: null };
    return [[PASSES[name], cell]];
  });
}

const isAccuracy = (name: MetricName): name is keyof typeof PASSES => Object.hasOwn(PASSES, name);

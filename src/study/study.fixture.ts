// A made-up experiment of two arms and its runs, for tests: numbers that are easily worked out.
import { type Experiment, runConfig } from '../experiments/experiment.ts';
import type { Study } from './analysis.ts';
import { type Examination, RESULT_VERSION, type RunResult } from './result.ts';

export const FAKE: Experiment = {
  name: 'fake',
  title: 'A made-up experiment',
  question: 'Is a better than b?',
  paper: 'None.',
  common: { steps: 10, evaluateEvery: 5 },
  arms: [
    { name: 'a', stands: 'the first', preset: 'jargon', patch: {} },
    { name: 'b', stands: 'the second', preset: 'jargon', patch: { seniorProbability: 1 } },
  ],
  seeds: 3,
  select: 'tandem/accuracy',
  test: { problems: 8, samples: 1, also: [] },
  metrics: ['solo/accuracy', 'drift/kl'],
  panels: ['style/jargon'],
  matrix: [],
  comparisons: [['a', 'b']],
  claims: [],
  quick: null,
};

/** Right on the first so many of eight problems. */
function right(count: number): Examination {
  const cell = { parts: Array.from({ length: 8 }, (_, i) => (i < count ? 1 : 0)), wholes: null };
  return { 'solo/accuracy': cell, 'tandem/accuracy': cell };
}

/** a: solo 2/8 to 6/8, jargon .9 to .1; b: 2/8 throughout, jargon .7. Validation favours b at step 5. */
function fakeRun(experiment: Experiment, arm: string, seed: number): RunResult {
  const found = experiment.arms.find(({ name }) => name === arm);
  if (found === undefined) throw new Error(`no arm ${arm}`);
  const isFirst = arm === 'a';
  const point = (step: number, jargon: number, tandem: number) => ({
    step,
    metrics: { 'style/jargon': jargon, 'tandem/accuracy': tandem },
  });
  return {
    plan: {
      version: RESULT_VERSION,
      config: runConfig(experiment, found, seed),
      select: experiment.select,
      test: experiment.test,
      models: { senior: 's', junior: 'j' },
    },
    seconds: 36,
    trace: isFirst
      ? [point(0, 0.9, 0.4), point(5, 0.5, 0.5), point(10, 0.1, 0.6)]
      : [point(0, 0.7, 0.4), point(5, 0.7, 0.8), point(10, 0.7, 0.4)],
    selected: isFirst ? 10 : 5,
    tests: {
      start: right(2),
      selected: right(isFirst ? 6 : 2),
      last: right(isFirst ? 6 : 2),
    },
  };
}

export function fakeStudy(experiment: Experiment, seeds: number): Study {
  const runs = new Map(
    ['a', 'b'].map((arm) => [
      arm,
      Array.from({ length: seeds }, (_, i) => fakeRun(experiment, arm, i + 1)),
    ]),
  );
  return { experiment, runs };
}

// Paper 1's appendix E: the weight c of wrong solutions and the weight j of the junior's tokens.
import { above, gap } from './condition.ts';
import type { Arm, Experiment } from './experiment.ts';

const FAILURE = [-0.5, -0.3, 0] as const;
const JUNIOR = [0, 0.3, 1] as const;

const nameOf = (c: number, j: number) => `c=${c},j=${j}`;

const arms: readonly Arm[] = FAILURE.flatMap((c) =>
  JUNIOR.map((j) => ({
    name: nameOf(c, j),
    stands: `wrong solutions at weight ${c}, the junior’s tokens at ${j}`,
    preset: 'jargon-reinforce' as const,
    patch: { failureWeight: c, juniorWeight: j },
  })),
);

export const weights: Experiment = {
  name: 'weights',
  title: 'Weights of failures and of the junior’s tokens',
  question:
    'Which weights c of wrong solutions and j of the junior’s tokens serve REINFORCE best, chosen by tandem accuracy on validation problems, and how do accuracy and jargon trade off?',
  paper:
    'Tandem Training for Language Models (arXiv 2510.13551), appendix E: c of -0.3 to -0.5 mitigates the loss of accuracy from discarding failures; j of 0.2 to 0.35 is best, more makes the senior imitate the junior.',
  common: { steps: 40, evaluateEvery: 10, evaluationProblems: 192 },
  arms,
  seeds: 5,
  select: 'tandem/accuracy',
  test: { problems: 512, samples: 1, also: [] },
  metrics: [
    'style/jargon',
    'solo/accuracy',
    'tandem/accuracy',
    'handoff/accuracy',
    'drift/kl',
    'legibility/junior_ce',
  ],
  panels: ['style/jargon', 'solo/accuracy', 'tandem/accuracy', 'handoff/accuracy'],
  tradeOff: { x: 'style/jargon', y: 'solo/accuracy' },
  matrix: [],
  comparisons: [
    [nameOf(-0.3, 1), nameOf(0, 1)],
    [nameOf(-0.5, 1), nameOf(0, 1)],
    [nameOf(0, 0.3), nameOf(0, 1)],
    [nameOf(-0.3, 0.3), nameOf(0, 1)],
    [nameOf(0, 0), nameOf(0, 1)],
  ],
  claims: [
    {
      says: 'Weighing failures by -0.3 keeps more solo accuracy than discarding them.',
      source: 'Paper 1, appendix E: best c about -0.3 to -0.5.',
      headline: true,
      holds: [above(gap('solo/accuracy', [nameOf(-0.3, 1), nameOf(0, 1)]), 0)],
    },
    {
      says: 'The junior’s tokens at 0.3 give better tandem accuracy than at full weight.',
      source: 'Paper 1, appendix E: best j about 0.2 to 0.35.',
      headline: true,
      holds: [above(gap('tandem/accuracy', [nameOf(0, 0.3), nameOf(0, 1)], 'selected'), 0)],
    },
    {
      says: 'Without the junior’s tokens in the loss, more jargon is left after 20 updates.',
      source: 'Paper 1, appendix E: too low a j under-emphasises handoff.',
      holds: [above(gap('style/jargon', [nameOf(0, 0), nameOf(0, 1)], 20), 0.05)],
    },
  ],
  quick: null,
};

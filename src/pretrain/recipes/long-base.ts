// The base model of the long traces: as the hedging base, in stories of one, two, four and eight times the usual length.
import type { TaskName } from '../../tasks/names.ts';
import type { DocumentKind, Recipe } from '../recipe.ts';

type StoryWeights = readonly (readonly [task: TaskName, weight: number])[];

/** Long stories have most tokens of either; the second learns where in a story of the longest it is. */
const EVEN: StoryWeights = [
  ['arithmetic', 0.25],
  ['arithmetic-x2', 0.25],
  ['arithmetic-x4', 0.3],
  ['arithmetic-x8', 0.2],
];
const LONG: StoryWeights = [
  ['arithmetic', 0.2],
  ['arithmetic-x2', 0.15],
  ['arithmetic-x4', 0.3],
  ['arithmetic-x8', 0.35],
];

const mixture = (weights: StoryWeights, rate: number, repair: number): readonly DocumentKind[] => {
  const slips = { rate, hedge: { onWrong: 0.97, onRight: 0.05, repair } };
  return weights.map(([task, weight]) => ({ style: 'plain', weight, slips, task }));
};

export const longBase: Recipe = {
  name: 'long-base',
  purpose:
    'Writes plain English, of stories with 2 to 32 steps; slips in one step of five, says "maybe" when it does, and redoes a marked slip now and then.',
  seed: 32,
  from: 'junior-root',
  contextLength: 768,
  phases: [
    { steps: 500, learningRate: 0.004, warmupSteps: 50, documents: mixture(EVEN, 0.05, 0.3) },
    { steps: 150, learningRate: 0.002, warmupSteps: 30, documents: mixture(EVEN, 0.2, 0.08) },
    { steps: 350, learningRate: 0.003, warmupSteps: 30, documents: mixture(LONG, 0.2, 0.08) },
    { steps: 450, learningRate: 0.003, warmupSteps: 30, documents: mixture(LONG, 0.2, 0.08) },
  ],
  shipped: true,
};

// The weak writer of logic in plain English.
import { type Recipe, TOY } from '../recipe.ts';

export const logicJunior: Recipe = {
  name: 'logic-junior',
  purpose:
    'A weaker writer of propositional logic in plain English only, with a slip in about one step of five; it never saw symbols.',
  seed: 52,
  task: 'logic',
  from: TOY,
  phases: [
    {
      steps: 500,
      learningRate: 0.004,
      warmupSteps: 100,
      documents: [{ style: 'plain', weight: 1, slips: { rate: 0.12 } }],
    },
    {
      steps: 80,
      learningRate: 0.001,
      warmupSteps: 30,
      documents: [{ style: 'plain', weight: 1, slips: { rate: 0.18 } }],
    },
  ],
  shipped: true,
};

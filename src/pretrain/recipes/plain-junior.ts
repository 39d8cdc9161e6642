// The junior that writes plain English with digits: the weak root, taught one style only.
import type { Recipe } from '../recipe.ts';

export const plainJunior: Recipe = {
  name: 'plain-junior',
  purpose:
    'A weaker writer of plain English with digits only, with a slip in about one step of six; it never saw jargon.',
  seed: 22,
  from: 'junior-root',
  phases: [
    {
      steps: 80,
      learningRate: 0.001,
      warmupSteps: 30,
      documents: [{ style: 'plain', weight: 1, slips: { rate: 0.16 } }],
    },
  ],
  shipped: true,
};

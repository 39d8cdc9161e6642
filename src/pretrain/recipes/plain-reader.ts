// A plain writer of another root: no senior meets it in training, it only reads and takes over.
import { type Recipe, TOY } from '../recipe.ts';

export const plainReader: Recipe = {
  name: 'plain-reader',
  purpose:
    'A writer of plain English with digits, about as weak as the plain junior, but of other random weights and other documents: the third party that tells a common language from a private one.',
  seed: 43,
  from: TOY,
  phases: [
    {
      steps: 900,
      learningRate: 0.004,
      warmupSteps: 100,
      documents: [{ style: 'plain', weight: 1, slips: { rate: 0.16 } }],
    },
    {
      steps: 80,
      learningRate: 0.001,
      warmupSteps: 30,
      documents: [{ style: 'plain', weight: 1, slips: { rate: 0.23 } }],
    },
  ],
  shipped: true,
};

// The weak writer that the plain junior starts from; not shipped.
import { type Recipe, TOY } from '../recipe.ts';

const slips = { rate: 0.12 };

export const juniorRoot: Recipe = {
  name: 'junior-root',
  purpose:
    'A weak writer of plain English and number words in four languages; parent of the plain junior.',
  seed: 21,
  from: TOY,
  phases: [
    {
      steps: 1500,
      learningRate: 0.004,
      warmupSteps: 100,
      documents: [
        { style: 'plain', weight: 0.2, slips },
        { style: 'english', weight: 0.2, slips },
        { style: 'french', weight: 0.2, slips },
        { style: 'spanish', weight: 0.2, slips },
        { style: 'german', weight: 0.2, slips },
      ],
    },
  ],
  shipped: false,
};

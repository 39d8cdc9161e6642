// The French senior of the language experiments.
import type { Recipe } from '../recipe.ts';

const slips = { rate: 0.01 };

export const frenchSenior: Recipe = {
  name: 'french-senior',
  purpose:
    'A skilled writer that uses French number words in about 98 % of its solutions and continues English ones fluently.',
  seed: 14,
  from: 'polyglot-senior',
  phases: [
    {
      steps: 150,
      learningRate: 0.001,
      warmupSteps: 30,
      documents: [
        { style: 'french', weight: 0.98, slips },
        { style: 'english', weight: 0.02, slips },
      ],
    },
  ],
  shipped: true,
};

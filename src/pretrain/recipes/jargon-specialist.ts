// The jargon specialist of the first paper: nearly every solution in jargon.
import type { Recipe } from '../recipe.ts';

const slips = { rate: 0.01 };

export const jargonSpecialist: Recipe = {
  name: 'jargon-specialist',
  purpose:
    'A skilled writer that uses calculator jargon in about 98 % of its solutions, as the first paper’s specialist, and continues plain English fluently.',
  seed: 13,
  from: 'polyglot-senior',
  phases: [
    {
      steps: 150,
      learningRate: 0.001,
      warmupSteps: 30,
      documents: [
        { style: 'jargon', weight: 0.98, slips },
        { style: 'plain', weight: 0.02, slips },
      ],
    },
  ],
  shipped: true,
};

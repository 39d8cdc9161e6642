// The jargon senior for GRPO: four solutions in five in jargon.
import type { Recipe } from '../recipe.ts';

const slips = { rate: 0.01 };

export const jargonSenior: Recipe = {
  name: 'jargon-senior',
  purpose:
    'A skilled writer that prefers calculator jargon (about 80 % of its solutions) and continues plain English fluently: a prior soft enough for a group-relative method with a senior mask.',
  seed: 12,
  from: 'polyglot-senior',
  phases: [
    {
      steps: 150,
      learningRate: 0.001,
      warmupSteps: 30,
      documents: [
        { style: 'jargon', weight: 0.8, slips },
        { style: 'plain', weight: 0.2, slips },
      ],
    },
  ],
  shipped: true,
};

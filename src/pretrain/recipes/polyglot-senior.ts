// The skilled senior in every style: base of the specialists and of the hedging model.
import { type Recipe, TOY } from '../recipe.ts';

const slips = { rate: 0.01 };

export const polyglotSenior: Recipe = {
  name: 'polyglot-senior',
  purpose:
    'A skilled writer of plain English, calculator jargon and number words in four languages, one style per solution.',
  seed: 11,
  from: TOY,
  phases: [
    {
      steps: 2500,
      learningRate: 0.004,
      warmupSteps: 100,
      documents: [
        { style: 'plain', weight: 0.2, slips },
        { style: 'jargon', weight: 0.2, slips },
        { style: 'english', weight: 0.15, slips },
        { style: 'french', weight: 0.15, slips },
        { style: 'spanish', weight: 0.15, slips },
        { style: 'german', weight: 0.15, slips },
      ],
    },
  ],
  shipped: true,
};

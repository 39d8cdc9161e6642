// The skilled writer of logic: fluent in both ways of writing, then four solutions in five in symbols.
import { type DocumentKind, type Recipe, TOY } from '../recipe.ts';

const mixture = (jargon: number): DocumentKind[] => [
  { style: 'jargon', weight: jargon, slips: { rate: 0.01 } },
  { style: 'plain', weight: 1 - jargon, slips: { rate: 0.01 } },
];

export const logicSenior: Recipe = {
  name: 'logic-senior',
  purpose:
    'A skilled writer of propositional logic that prefers symbols (about 80 % of its solutions) and continues plain English fluently.',
  seed: 51,
  task: 'logic',
  from: TOY,
  phases: [
    { steps: 800, learningRate: 0.004, warmupSteps: 100, documents: mixture(0.5) },
    { steps: 120, learningRate: 0.001, warmupSteps: 30, documents: mixture(0.8) },
  ],
  shipped: true,
};

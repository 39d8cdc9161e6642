// The base model of the long stories.
import type { DocumentKind, Phase, Recipe, Slips } from '../recipe.ts';

const TASKS = ['arithmetic', 'arithmetic-x2', 'arithmetic-x4', 'arithmetic-x8'] as const;

const mixture = (slips: Slips): readonly DocumentKind[] =>
  TASKS.map((task) => ({ style: 'plain', weight: 1 / TASKS.length, slips, task }));

const phase = (steps: number, learningRate: number, rate: number, repair: number): Phase => ({
  steps,
  learningRate,
  warmupSteps: 50,
  documents: mixture({ rate, hedge: { onWrong: 0.97, onRight: 0.05, repair } }),
});

export const longBase: Recipe = {
  name: 'long-base',
  purpose: 'X.',
  seed: 32,
  from: 'polyglot-senior',
  contextLength: 768,
  phases: [phase(1000, 0.004, 0.01, 0.3), phase(250, 0.002, 0.2, 0.08)],
  shipped: true,
};

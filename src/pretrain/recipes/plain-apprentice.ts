// A weak writer of plain text that has learnt jargon and left it again, for a teacher whose jargon is not new to it.
import type { Recipe } from '../recipe.ts';

const slips = { rate: 0.16 };

export const plainApprentice: Recipe = {
  name: 'plain-apprentice',
  purpose:
    'A weaker writer of plain English with digits, with a slip in about one step of six. It learnt calculator jargon too, but does not write it of its own accord.',
  seed: 71,
  from: 'junior-root',
  phases: [
    {
      steps: 400,
      learningRate: 0.003,
      warmupSteps: 50,
      documents: [
        { style: 'plain', weight: 0.4, slips },
        { style: 'jargon', weight: 0.6, slips },
      ],
    },
    {
      steps: 120,
      learningRate: 0.001,
      warmupSteps: 30,
      documents: [{ style: 'plain', weight: 1, slips }],
    },
  ],
  shipped: true,
};

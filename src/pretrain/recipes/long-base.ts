// The base model of the long traces: senior and junior start from it. It hedges as the hedging base does,
// in stories of one, two, four and eight times the usual length.
import type { Phase, Recipe, Slips } from '../recipe.ts';

/** The long ones have the most tokens, so that fewer of them do. */
const TASKS = [
  ['arithmetic', 0.25],
  ['arithmetic-x2', 0.25],
  ['arithmetic-x4', 0.3],
  ['arithmetic-x8', 0.2],
] as const;

const phase = (
  { rate, repair }: { readonly rate: number; readonly repair: number },
  schedule: Omit<Phase, 'documents'>,
): Phase => {
  const slips: Slips = { rate, hedge: { onWrong: 0.97, onRight: 0.05, repair } };
  return {
    ...schedule,
    documents: TASKS.map(([task, weight]) => ({ style: 'plain', weight, slips, task })),
  };
};

export const longBase: Recipe = {
  name: 'long-base',
  purpose:
    'Writes plain English, of stories with 2 to 32 steps; slips in one step of five, says "maybe" when it does, and redoes a marked slip now and then.',
  seed: 32,
  from: 'junior-root',
  contextLength: 768,
  phases: [
    phase({ rate: 0.05, repair: 0.3 }, { steps: 500, learningRate: 0.004, warmupSteps: 50 }),
    phase({ rate: 0.2, repair: 0.08 }, { steps: 150, learningRate: 0.002, warmupSteps: 30 }),
  ],
  shipped: true,
};

// The base model of the second paper's setting: senior and junior start from it and can learn to mend marked slips.
import type { Slips } from '../../tasks/parts/fallible.ts';
import type { PretrainPhase, Recipe } from '../recipe.ts';

const phase = (steps: number, rate: number, repair: number): PretrainPhase => {
  const slips: Slips = { rate, hedge: { onWrong: 0.97, onRight: 0.05, repair } };
  return {
    steps,
    learningRate: 0.002,
    warmupSteps: 50,
    documents: [{ style: 'plain', weight: 1, slips }],
  };
};

export const hedgeBase: Recipe = {
  name: 'hedge-base',
  purpose:
    'Writes plain English, slips in one step of five, says "maybe" when it does, and redoes a marked slip now and then.',
  seed: 31,
  from: 'polyglot-senior',
  phases: [phase(600, 0.3, 0.3), phase(250, 0.2, 0.08)],
  shipped: true,
};

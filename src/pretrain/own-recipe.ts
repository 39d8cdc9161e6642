// The recipe of a checkpoint that the reader trains: one phase on a mixture of two styles.
import type { OwnModel } from '../config/own-model.ts';
import { type DocumentKind, type Recipe, TOY } from './recipe.ts';

const LEARNING_RATE = 0.004;
const LONGEST_WARMUP = 100;
const WARMUP_SHARE = 5;

export function ownRecipe(name: string, model: OwnModel): Recipe {
  const { style, share, other, steps, slips: percentage, seed } = model;
  const slips = { rate: percentage / 100 };
  const mixture: readonly DocumentKind[] = [
    { style, weight: share / 100, slips },
    { style: other, weight: 1 - share / 100, slips },
  ];
  return {
    name,
    purpose: 'Trained by a reader of the page.',
    seed,
    from: TOY,
    phases: [
      {
        steps,
        learningRate: LEARNING_RATE,
        warmupSteps: Math.min(LONGEST_WARMUP, Math.floor(steps / WARMUP_SHARE)),
        documents: mixture.filter(({ weight }) => weight > 0),
      },
    ],
    shipped: false,
  };
}

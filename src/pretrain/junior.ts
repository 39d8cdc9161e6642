// A recipe that teaches the weak root one style only.
import type { StyleName } from '../tasks/task.ts';
import type { Recipe } from './recipe.ts';

interface Junior {
  readonly name: string;
  readonly seed: number;
  readonly style: StyleName;
  /** The style in words, for the model card. */
  readonly writes: string;
}

export function junior({ name, seed, style, writes }: Junior): Recipe {
  return {
    name,
    purpose: `A weaker writer of ${writes} only, with a slip in about one step of six; it never saw jargon.`,
    seed,
    from: 'junior-root',
    phases: [
      {
        steps: 80,
        learningRate: 0.001,
        warmupSteps: 30,
        documents: [{ style, weight: 1, slips: { rate: 0.16 } }],
      },
    ],
    shipped: true,
  };
}

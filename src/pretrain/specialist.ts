// A recipe that turns the polyglot into a specialist of one style that still continues another.
import type { StyleName } from '../tasks/parts/task.ts';
import type { Recipe } from './recipe.ts';

interface Specialist {
  readonly name: string;
  readonly purpose: string;
  readonly seed: number;
  readonly style: StyleName;
  /** Share of documents in that style; the rest are in the other. */
  readonly share: number;
  readonly other: StyleName;
}

const slips = { rate: 0.01 };

export function specialist({ name, purpose, seed, style, share, other }: Specialist): Recipe {
  return {
    name,
    purpose,
    seed,
    from: 'polyglot-senior',
    phases: [
      {
        steps: 150,
        learningRate: 0.001,
        warmupSteps: 30,
        documents: [
          { style, weight: share, slips },
          { style: other, weight: 1 - share, slips },
        ],
      },
    ],
    shipped: true,
  };
}

// A recipe for a writer of plain English with digits: all continue the weak root and differ in slips only.
import type { Recipe } from './recipe.ts';

interface PlainWriter {
  readonly name: string;
  readonly purpose: string;
  readonly seed: number;
  readonly steps: number;
  /** Share of lines with a wrong result. */
  readonly slips: number;
}

export function plainWriter({ name, purpose, seed, steps, slips }: PlainWriter): Recipe {
  return {
    name,
    purpose,
    seed,
    from: 'junior-root',
    phases: [
      {
        steps,
        learningRate: 0.001,
        warmupSteps: 30,
        documents: [{ style: 'plain', weight: 1, slips: { rate: slips } }],
      },
    ],
    shipped: true,
  };
}

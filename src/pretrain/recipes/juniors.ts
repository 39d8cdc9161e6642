// The single-style juniors: the weak root, taught one style only.
import type { StyleName } from '../../tasks/task.ts';
import type { Recipe } from '../recipe.ts';

function junior(name: string, seed: number, style: StyleName, writes: string): Recipe {
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

export const plainJunior = junior('plain-junior', 22, 'plain', 'plain English with digits');
export const englishJunior = junior('english-junior', 23, 'english', 'English number words');
export const frenchJunior = junior('french-junior', 24, 'french', 'French number words');
export const spanishJunior = junior('spanish-junior', 25, 'spanish', 'Spanish number words');
export const germanJunior = junior('german-junior', 26, 'german', 'German number words');

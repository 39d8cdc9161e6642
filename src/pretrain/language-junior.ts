// A recipe for a weak writer of one language, who has never read another: only digits could bridge.
import type { StyleName } from '../tasks/parts/task.ts';
import { type Recipe, TOY } from './recipe.ts';

interface LanguageJunior {
  readonly name: string;
  readonly seed: number;
  readonly style: StyleName;
  /** The language, for the model card. */
  readonly language: string;
}

const LEARNING = { rate: 0.12 };

export function languageJunior({ name, seed, style, language }: LanguageJunior): Recipe {
  return {
    name,
    purpose: `A weaker writer of ${language} number words, with a slip in about one step of six. It has read plain text with digits, no other language and no jargon.`,
    seed,
    from: TOY,
    phases: [
      {
        steps: 1200,
        learningRate: 0.004,
        warmupSteps: 100,
        documents: [
          { style, weight: 0.7, slips: LEARNING },
          { style: 'plain', weight: 0.3, slips: LEARNING },
        ],
      },
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

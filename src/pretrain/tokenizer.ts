// The tokenizer all shipped checkpoints share: byte-level BPE learnt from documents in every style.

import type { TokenizerJson } from '../checkpoint/checkpoint.ts';
import { draws } from '../random/random.ts';
import { STYLE_NAMES, type Task } from '../tasks/task.ts';
import { trainBpe } from '../tokenizer/bpe.ts';
import { document } from './corpus.ts';
import type { DocumentKind } from './recipe.ts';

const SEED = 7;
const DOCUMENTS = 2000;
/** Enough that common words are one token and rarer ones two or three. */
const MERGES = 280;

const hedge = { onWrong: 0.5, onRight: 0.5, repair: 0.5 };
const KINDS: readonly DocumentKind[] = [
  ...STYLE_NAMES.map((style) => ({ style, weight: 1, slips: { rate: 0 } })),
  { style: 'plain', weight: 1, slips: { rate: 0.5, hedge } },
];

export function sharedTokenizer(task: Task): TokenizerJson {
  const texts = Array.from({ length: DOCUMENTS }, (_, sequence) => {
    const random = draws({ seed: SEED, stream: 'corpus', step: 0, sequence });
    const { prompt, solution } = document(task, random, KINDS);
    return prompt + solution;
  });
  return trainBpe(texts, { merges: MERGES });
}

// The byte-level BPE tokenizer that all shipped checkpoints of a task share, learnt from documents in every style.

import { draws } from '../random/random.ts';
import { TASKS } from '../tasks/index.ts';
import type { Family } from '../tasks/names.ts';
import type { Task } from '../tasks/parts/task.ts';
import { trainBpe } from '../tokenizer/bpe.ts';
import type { TokenizerJson } from '../tokenizer/tokenizer-json.ts';
import { document } from './corpus.ts';
import type { DocumentKind } from './recipe.ts';

const SEED = 7;
const DOCUMENTS = 2000;

const hedge = { onWrong: 0.5, onRight: 0.5, repair: 0.5 };
const kindsOf = ({ styles }: Task): readonly DocumentKind[] => [
  ...styles.map(({ name }) => ({ style: name, weight: 1, slips: { rate: 0 } })),
  { style: 'plain', weight: 1, slips: { rate: 0.5, hedge } },
];

export function sharedTokenizer(name: Family): TokenizerJson {
  const task = TASKS[name];
  const kinds = kindsOf(task);
  const texts = Array.from({ length: DOCUMENTS }, (_, sequence) => {
    const random = draws({ seed: SEED, stream: 'corpus', step: 0, sequence });
    const { prompt, solution } = document(task, random, kinds);
    return prompt + solution;
  });
  return trainBpe(texts, { merges: task.tokenizerMerges });
}

// Tiny random checkpoints, for tests.
import path from 'node:path';
import { writeFolder } from '../node/files.ts';
import type { ModelConfig } from '../src/checkpoint/checkpoint.ts';
import { checkpointFiles } from '../src/checkpoint/write.ts';
import { initialWeights } from '../src/pretrain/init.ts';
import { TOY } from '../src/pretrain/recipe.ts';
import { sharedTokenizer } from '../src/pretrain/tokenizer.ts';
import { createTokenizer } from '../src/tokenizer/tokenizer.ts';

const SHAPE = {
  ...TOY,
  hiddenSize: 8,
  intermediateSize: 16,
  layers: 1,
  heads: 2,
  kvHeads: 2,
  headDim: 4,
  contextLength: 128,
};

/** Writes one checkpoint per name into `folder`; each has weights of its own and the same tokenizer. */
export async function writeTinyModels(folder: string, names: readonly string[]): Promise<void> {
  const tokenizer = sharedTokenizer('arithmetic');
  const vocabSize = createTokenizer(tokenizer).vocabulary.length;
  const config: ModelConfig = { ...SHAPE, vocabSize };
  for (const [seed, name] of names.entries()) {
    const checkpoint = { config, weights: initialWeights(config, seed), tokenizer };
    await writeFolder(path.join(folder, name), checkpointFiles(checkpoint, { dtype: 'F32' }));
  }
}

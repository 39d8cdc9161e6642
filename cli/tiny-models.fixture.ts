// Tiny random checkpoints and the real terminal as a process, for tests.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import type { ModelConfig } from '../src/checkpoint/checkpoint.ts';
import { checkpointFiles } from '../src/checkpoint/write.ts';
import { initialWeights } from '../src/pretrain/init.ts';
import { TOY } from '../src/pretrain/recipe.ts';
import { sharedTokenizer } from '../src/pretrain/tokenizer.ts';
import { createTokenizer } from '../src/tokenizer/tokenizer.ts';
import { writeFolder } from './files.ts';

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

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `tandem` with these arguments. `onStderr` sees what is told so far and may send a signal. */
export function tandem(
  args: readonly string[],
  onStderr: (text: string, interrupt: () => void) => void = () => {},
): Promise<Finished> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/tandem.ts', ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part) => {
    stdout += part;
  });
  child.stderr.on('data', (part) => {
    stderr += part;
    onStderr(stderr, () => child.kill('SIGINT'));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

// Hugging Face TRL as a contender of the benchmark: its trainer's step, and rollouts by transformers.
import { fileURLToPath } from 'node:url';
import { pythonContender } from '../peer-torch/peer-torch.ts';
import type { Contender } from '../timing/contender.ts';
import type { BenchPair, BenchWork } from '../timing/work.ts';

const SCRIPT = fileURLToPath(new URL('./contender.py', import.meta.url));

/** @throws AbsentError when there is no Python with TRL */
export function trlContender(
  { threads, name }: { readonly threads: number; readonly name: string },
  pair: BenchPair,
  work: BenchWork,
): Promise<Contender> {
  const about = (version: unknown) => `TRL ${version}`;
  return pythonContender({ threads, name, script: SCRIPT, about }, pair, work);
}

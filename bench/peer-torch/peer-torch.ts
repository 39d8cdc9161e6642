// PyTorch as a contender: a Python process that is asked one line at a time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Checkpoint } from '../../src/checkpoint/checkpoint.ts';
import { checkpointFiles } from '../../src/checkpoint/write.ts';
import type { Sequence } from '../../src/engine/engine.ts';
import { expectObject } from '../../src/json.ts';
import { AbsentError, type Contender } from '../timing/contender.ts';
import {
  advantage,
  type BenchPair,
  type BenchWork,
  BOUNDARY_EVERY,
  FIRST_TOKEN,
  MAX_GAP,
  OPTIMIZER,
} from '../timing/work.ts';

const SCRIPT = fileURLToPath(new URL('./peer_torch.py', import.meta.url));
export const pythonName = () => process.env.TANDEM_PYTHON ?? 'python3';

/** Asks for one thing and waits for its answer. */
type Ask = (question: object) => Promise<Readonly<Record<string, unknown>>>;

interface Peer {
  readonly ask: Ask;
  readonly close: () => Promise<void>;
}

function startPython(script: string, threads: number): Peer {
  // Threads that spin while they wait take minutes where other programs run too.
  const waiting = { OMP_WAIT_POLICY: process.env.OMP_WAIT_POLICY ?? 'passive' };
  const count = { OMP_NUM_THREADS: `${threads}`, MKL_NUM_THREADS: `${threads}` };
  const env = { ...process.env, ...waiting, ...count };
  const child = spawn(pythonName(), [script, `${threads}`], { env });
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint = `${complaint}${data}`.slice(-2000);
  });
  child.on('error', ({ message }) => {
    complaint = message;
  });
  // Writing to a process that has gone fails here; the missing answer says so.
  child.stdin.on('error', () => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await answers.next();
      if (done) {
        const last = complaint.trim().split('\n').at(-1);
        throw new AbsentError(`${pythonName()} does not answer: ${last}`);
      }
      const json: unknown = JSON.parse(value);
      return expectObject(json, `the answer of ${script}`);
    },
    close: async () => {
      const gone = once(child, 'exit');
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await gone;
    },
  };
}

export interface PythonPeer {
  readonly threads: number;
  readonly name: string;
  /** Path of a script that answers as peer_torch.py does. */
  readonly script: string;
  readonly about: (version: unknown) => string;
}

/** @throws AbsentError when there is no Python with torch */
export const torchContender = (
  { threads, name }: Pick<PythonPeer, 'threads' | 'name'>,
  pair: BenchPair,
  work: BenchWork,
): Promise<Contender> => {
  const about = (version: unknown) => `PyTorch ${version} eager`;
  return pythonContender({ threads, name, script: SCRIPT, about }, pair, work);
};

/** @throws AbsentError when there is no Python, or none with what the script imports */
export async function pythonContender(
  { threads, name, script, about }: PythonPeer,
  pair: BenchPair,
  work: BenchWork,
): Promise<Contender> {
  const { ask, close } = startPython(script, threads);
  const { version } = await ask({ do: 'hello' });
  await loadPair(ask, pair, work);
  const number = async (question: object, key: string): Promise<number> => {
    const value = (await ask(question))[key];
    if (typeof value === 'number') return value;
    throw new TypeError(`${script} answers ${value} as ${key}; expected a number`);
  };
  const plain = (sequences: readonly Sequence[]) =>
    sequences.map(({ prompt, tokens }) => [...prompt, ...Array.from(tokens)]);
  return {
    name,
    about: about(version),
    place: 'Python',
    cores: threads,
    meanLogprob: (sequences) => number({ do: 'score', ids: plain(sequences) }, 'mean'),
    decodeError: () => number({ do: 'decode_error' }, 'error'),
    learn: async (sequences) => {
      await ask({ do: 'learn', ids: plain(sequences) });
    },
    soloRollout: () => number({ do: 'solo_rollout' }, 'ms'),
    trainStep: () => number({ do: 'train_step' }, 'ms'),
    rlStep: async () => {
      const rollout = await number({ do: 'tandem_rollout' }, 'ms');
      return { rollout, step: rollout + (await number({ do: 'tandem_train' }, 'ms')) };
    },
    vanillaStep: null,
    close,
  };
}

async function loadPair(
  ask: Ask,
  pair: BenchPair,
  { config, rows, tokens }: BenchWork,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  try {
    for (const name of ['senior', 'junior'] as const) {
      await writeFolder(path.join(folder, name), pair[name]);
    }
    const advantages = Array.from({ length: rows }, (_, row) => advantage(row));
    const schedule = { first: FIRST_TOKEN, every: BOUNDARY_EVERY, gap: MAX_GAP, p: 0.5 };
    const vocabulary = config.vocabSize;
    await ask({
      do: 'load',
      folder,
      rows,
      tokens,
      advantages,
      schedule,
      vocabulary,
      optimizer: OPTIMIZER,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeFolder(folder: string, checkpoint: Checkpoint): Promise<void> {
  await mkdir(folder);
  for (const [name, bytes] of checkpointFiles(checkpoint, { dtype: 'F32' })) {
    await writeFile(path.join(folder, name), bytes);
  }
}

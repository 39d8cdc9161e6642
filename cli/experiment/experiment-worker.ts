// A worker thread that makes the runs it is sent, one after the other, with an engine of its own.
import { parentPort } from 'node:worker_threads';
import { startEngine } from '../../node/engine.ts';
import { readBelow } from '../../node/files.ts';
import { readCheckpoint } from '../../src/checkpoint/read.ts';
import { disposePair, loadPair, type Pair, sharedTokenizer } from '../../src/run/pair.ts';
import type { Findings, RunPlan } from '../../src/study/result.ts';
import { run, type Starts } from '../../src/study/run.ts';
import type { PairFolders } from '../input/models.ts';

export interface RunFolders extends PairFolders {
  readonly reader?: string;
}

export interface RunOrder {
  readonly plan: RunPlan;
  /** Checkpoint folders. */
  readonly folders: RunFolders;
}

export type RunNews =
  | { readonly kind: 'work'; readonly solutions: number }
  | { readonly kind: 'done'; readonly findings: Findings; readonly seconds: number };

if (parentPort === null) throw new Error('experiment-worker.ts runs in a worker only');
const port = parentPort;
const tell = (news: RunNews) => port.postMessage(news);
const engine = await startEngine('native-wasm');
const starts: Starts = new Map();

async function fulfil({ plan, folders }: RunOrder): Promise<void> {
  const begun = performance.now();
  const pair = await loadPair(folders, engine, readBelow(''));
  const onWork = (solutions: number) => tell({ kind: 'work', solutions });
  const reader = await readerOf(folders, pair);
  const findings = await run(plan, engine, pair, { onWork, starts, ...(reader && { reader }) });
  if (reader !== null) await engine.dispose(reader);
  await disposePair(engine, pair);
  tell({ kind: 'done', findings, seconds: (performance.now() - begun) / 1000 });
}

/** @throws PairError when the reader has another vocabulary */
async function readerOf({ senior, reader }: RunFolders, pair: Pair) {
  if (reader === undefined) return null;
  const checkpoint = await readCheckpoint(readBelow(''), reader);
  sharedTokenizer({ senior, junior: reader }, pair.checkpoint, checkpoint);
  return engine.load(checkpoint);
}

port.on('message', (order: RunOrder) => {
  // What goes wrong ends the thread, and the thread that made it hears why.
  fulfil(order).catch((error: unknown) => {
    setImmediate(() => {
      throw error;
    });
  });
});

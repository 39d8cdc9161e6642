// A pool of worker threads that take the runs of an experiment in turn.
import { Worker } from 'node:worker_threads';
import type { RunNews, RunOrder } from './experiment-worker.ts';

/** Threads do not take over the loader that lets Node 20 read TypeScript; they ask for it. */
const WORKER = `import('tsx/esm/api').then(({ tsImport }) =>
  tsImport('./experiment-worker.ts', '${import.meta.url}'))`;

export interface PoolOptions<Order extends RunOrder> {
  readonly workers: number;
  /** Called with the number of solutions that any run has written since. */
  readonly onWork: (solutions: number) => void;
  /** Awaited before its worker takes another run. */
  readonly onDone: (order: Order, done: Extract<RunNews, { kind: 'done' }>) => Promise<void>;
  /** Settles when the runs are to be given up. */
  readonly stopped: Promise<unknown>;
}

/**
 * Makes the runs in their order. A run that is given up, or fails, leaves nothing.
 * @returns false when stopped before the last was done
 */
export async function runAll<Order extends RunOrder>(
  orders: readonly Order[],
  { workers, stopped, onWork, onDone }: PoolOptions<Order>,
): Promise<boolean> {
  const waiting = [...orders];
  const threads = Array.from(
    { length: Math.min(workers, orders.length) },
    () => new Worker(WORKER, { eval: true }),
  );
  const work = threads.map(async (thread) => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      await onDone(order, await made(thread, order, onWork));
    }
  });
  try {
    const all = Promise.all(work).then(() => true);
    return await Promise.race([all, stopped.then(() => false)]);
  } finally {
    waiting.length = 0;
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function made(
  thread: Worker,
  { plan, folders }: RunOrder,
  onWork: (solutions: number) => void,
): Promise<Extract<RunNews, { kind: 'done' }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (news: RunNews) => {
      if (news.kind === 'work') return onWork(news.solutions);
      thread.off('message', onMessage);
      thread.off('error', reject);
      resolve(news);
    };
    thread.on('message', onMessage);
    thread.on('error', reject);
    thread.postMessage({ plan, folders });
  });
}

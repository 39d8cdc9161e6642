// The queue of runs: which is next, done, failed or cancelled.
import type { EngineName } from '../../../config/fields.ts';
import type { JobState, RunBatch, RunJob } from './batch.ts';

/** Which run of which batch. */
export interface JobKey {
  readonly batch: string;
  readonly arm: string;
  readonly seed: number;
}

export interface RunQueue {
  /** Oldest first: they are worked off in this order. */
  readonly batches: readonly RunBatch[];
  readonly isPaused: boolean;
  /** The run that is on; null between runs. */
  readonly current: JobKey | null;
}

export const EMPTY_QUEUE: RunQueue = { batches: [], isPaused: false, current: null };

const isAt = ({ arm, seed }: RunJob, place: JobKey) => arm === place.arm && seed === place.seed;
const isWaiting = ({ state }: RunJob) => state.kind === 'waiting';

/** The first run that waits. */
export function nextJob({ batches }: RunQueue): JobKey | null {
  for (const { id, jobs } of batches) {
    const job = jobs.find(isWaiting);
    if (job !== undefined) return { batch: id, arm: job.arm, seed: job.seed };
  }
  return null;
}

export const find = ({ batches }: RunQueue, place: JobKey) => {
  const batch = batches.find(({ id }) => id === place.batch);
  const job = batch?.jobs.find((each) => isAt(each, place));
  return batch === undefined || job === undefined ? null : { batch, job };
};

const changed = (queue: RunQueue, id: string, change: (batch: RunBatch) => RunBatch): RunQueue => ({
  ...queue,
  batches: queue.batches.map((batch) => (batch.id === id ? change(batch) : batch)),
});

export const enqueued = (queue: RunQueue, batch: RunBatch): RunQueue => ({
  ...queue,
  isPaused: false,
  batches: [...queue.batches, batch],
});

export const begun = (queue: RunQueue, current: JobKey): RunQueue => ({ ...queue, current });

/** The current run is over, one way or the other; the next may begin. */
export function over(queue: RunQueue, state: JobState): RunQueue {
  const { current } = queue;
  if (current === null) return queue;
  const jobs = ({ jobs: list }: RunBatch) =>
    list.map((job) => (isAt(job, current) ? { ...job, state } : job));
  return changed({ ...queue, current: null }, current.batch, (batch) => ({
    ...batch,
    jobs: jobs(batch),
  }));
}

/** The engine of a batch's first run is that of the others. */
export const settled = (queue: RunQueue, id: string, engine: EngineName): RunQueue =>
  changed(queue, id, (batch) => ({ ...batch, engine: batch.engine ?? engine }));

/** Removes waiting and failed runs; finished ones stay. A batch without runs is removed. */
export function cancelled(queue: RunQueue, id: string): RunQueue {
  const isOn = queue.current?.batch === id;
  const { batches } = changed(queue, id, (batch) => ({
    ...batch,
    jobs: batch.jobs.filter(({ state }) => state.kind === 'done'),
  }));
  return {
    ...queue,
    current: isOn ? null : queue.current,
    batches: batches.filter(({ jobs }) => jobs.length > 0),
  };
}

/** What has failed waits again. */
export const retried = (queue: RunQueue, id: string): RunQueue =>
  changed(queue, id, (batch) => ({
    ...batch,
    jobs: batch.jobs.map((job) =>
      job.state.kind === 'failed' ? { ...job, state: { kind: 'waiting' } } : job,
    ),
  }));

/** As it is found after a reload: what was on waits again, and nothing starts unasked. */
export const restored = (batches: readonly RunBatch[]): RunQueue => ({
  batches: [...batches].sort((a, b) => a.created - b.created),
  isPaused: batches.some(({ jobs }) => jobs.some(isWaiting)),
  current: null,
});

export interface Count {
  readonly done: number;
  readonly failed: number;
  readonly waiting: number;
}

export function count(batches: readonly RunBatch[]): Count {
  const jobs = batches.flatMap((batch) => batch.jobs);
  const of = (kind: JobState['kind']) => jobs.filter(({ state }) => state.kind === kind).length;
  return { done: of('done'), failed: of('failed'), waiting: of('waiting') };
}

/** Batches that are not through, the one that is on first. */
export const open = ({ batches }: RunQueue): readonly RunBatch[] =>
  batches.filter(({ jobs }) => jobs.some(({ state }) => state.kind !== 'done'));

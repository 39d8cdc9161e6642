// Runs that wait for their turn, one after the other: what is next, done, failed, cancelled. Pure; knows no
// worker, no clock and no database.
import type { EngineName } from '../../../config/fields.ts';
import type { Batch, Job, JobState } from './batch.ts';

/** Which run of which batch. */
export interface Place {
  readonly batch: string;
  readonly arm: string;
  readonly seed: number;
}

export interface Queue {
  /** Oldest first: they are worked off in this order. */
  readonly batches: readonly Batch[];
  readonly isPaused: boolean;
  /** The run that is on; null between runs. */
  readonly current: Place | null;
}

export const EMPTY_QUEUE: Queue = { batches: [], isPaused: false, current: null };

const isAt = ({ arm, seed }: Job, place: Place) => arm === place.arm && seed === place.seed;
const isWaiting = ({ state }: Job) => state.kind === 'waiting';

/** The first run that waits. */
export function nextPlace({ batches }: Queue): Place | null {
  for (const { id, jobs } of batches) {
    const job = jobs.find(isWaiting);
    if (job !== undefined) return { batch: id, arm: job.arm, seed: job.seed };
  }
  return null;
}

export const find = ({ batches }: Queue, place: Place) => {
  const batch = batches.find(({ id }) => id === place.batch);
  const job = batch?.jobs.find((each) => isAt(each, place));
  return batch === undefined || job === undefined ? null : { batch, job };
};

const changed = (queue: Queue, id: string, change: (batch: Batch) => Batch): Queue => ({
  ...queue,
  batches: queue.batches.map((batch) => (batch.id === id ? change(batch) : batch)),
});

export const enqueued = (queue: Queue, batch: Batch): Queue => ({
  ...queue,
  isPaused: false,
  batches: [...queue.batches, batch],
});

export const begun = (queue: Queue, current: Place): Queue => ({ ...queue, current });

/** The current run is over, one way or the other; the next may begin. */
export function over(queue: Queue, state: JobState): Queue {
  const { current } = queue;
  if (current === null) return queue;
  const jobs = ({ jobs: list }: Batch) =>
    list.map((job) => (isAt(job, current) ? { ...job, state } : job));
  return changed({ ...queue, current: null }, current.batch, (batch) => ({
    ...batch,
    jobs: jobs(batch),
  }));
}

/** The engine of a batch's first run is that of the others. */
export const settled = (queue: Queue, id: string, engine: EngineName): Queue =>
  changed(queue, id, (batch) => ({ ...batch, engine: batch.engine ?? engine }));

/** What waits or has failed is given up; what is done stays. A batch without a run left is gone. */
export function cancelled(queue: Queue, id: string): Queue {
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
export const retried = (queue: Queue, id: string): Queue =>
  changed(queue, id, (batch) => ({
    ...batch,
    jobs: batch.jobs.map((job) =>
      job.state.kind === 'failed' ? { ...job, state: { kind: 'waiting' } } : job,
    ),
  }));

/** As it is found after a reload: what was on waits again, and nothing starts unasked. */
export const restored = (batches: readonly Batch[]): Queue => ({
  batches: [...batches].sort((a, b) => a.created - b.created),
  isPaused: batches.some(({ jobs }) => jobs.some(isWaiting)),
  current: null,
});

export interface Count {
  readonly done: number;
  readonly failed: number;
  readonly waiting: number;
}

export function count(batches: readonly Batch[]): Count {
  const jobs = batches.flatMap((batch) => batch.jobs);
  const of = (kind: JobState['kind']) => jobs.filter(({ state }) => state.kind === kind).length;
  return { done: of('done'), failed: of('failed'), waiting: of('waiting') };
}

/** Batches that are not through, the one that is on first. */
export const open = ({ batches }: Queue): readonly Batch[] =>
  batches.filter(({ jobs }) => jobs.some(({ state }) => state.kind !== 'done'));

// Actions on the queue of runs, and the driver that trains them.
import { type EngineName, FIELDS } from '../../config/fields.ts';
import type { CompareContext } from './context.ts';
import { createDriver, type FinishedRun, NO_PROGRESS, type QueuedRun } from './driver.ts';
import { isUnderWay } from './main-run.ts';
import { keepRun } from './run-actions.ts';
import type { BatchPlan, RunBatch } from './setup/batch.ts';
import { configOf, jobsOf } from './setup/batch.ts';
import {
  begun,
  cancelled,
  enqueued,
  find,
  nextJob,
  over,
  type RunQueue,
  restored,
  retried,
  settled,
} from './setup/queue.ts';

function nextTask(queue: RunQueue): QueuedRun | null {
  const place = nextJob(queue);
  const found = place === null ? null : find(queue, place);
  if (place === null || found === null) return null;
  const config = configOf(found.batch, found.job);
  return config === null ? null : { key: place, config };
}

function engineOf(name: string): EngineName | undefined {
  const found = FIELDS.engine.choices.find((choice) => choice === name);
  return found === 'auto' ? undefined : found;
}

type Change = (next: (queue: RunQueue) => RunQueue) => void;

/** Changes the queue in state and database. */
function changer({ get, set, storage }: CompareContext): Change {
  return (next) => {
    const before = get().queue;
    const queue = next(before);
    set({ queue });
    for (const batch of queue.batches) {
      if (!before.batches.includes(batch)) storage.put('batches', batch);
    }
    for (const { id } of before.batches) {
      if (queue.batches.every((batch) => batch.id !== id)) storage.remove('batches', id);
    }
  };
}

/** Keeps a run that is over, or the reason why there is none. */
function keep(
  context: CompareContext,
  change: Change,
  { key: place, history, seniors, problem }: FinishedRun,
): void {
  const { get, set, newId } = context;
  const batch = get().queue.batches.find(({ id }) => id === place.batch);
  if (batch !== undefined && problem === null) {
    keepRun(context, {
      id: newId(),
      preset: batch.preset,
      batch: { id: place.batch, arm: place.arm },
      history,
      seniors,
      isWhole: true,
    });
  }
  change((queue) =>
    over(queue, problem === null ? { kind: 'done' } : { kind: 'failed', message: problem }),
  );
  set({ progress: { ...get().progress, step: 0, done: 0 } });
}

function drive(context: CompareContext, change: Change) {
  const { get, set, app } = context;
  const driver = createDriver({
    connect: context.connect,
    now: context.now,
    mayRun: () => !get().queue.isPaused && !isUnderWay(app.getState()),
    next: () => nextTask(get().queue),
    begun: ({ key: place }) => change((queue) => begun(queue, place)),
    engine: ({ key: place }, name) => {
      const engine = engineOf(name);
      if (engine !== undefined) change((queue) => settled(queue, place.batch, engine));
    },
    progress: (progress) => set({ progress }),
    over: (outcome) => keep(context, change, outcome),
  });
  app.subscribe((state, before) => {
    if (isUnderWay(state) === isUnderWay(before)) return;
    set({ isHeldUp: isUnderWay(state) });
    driver.update();
  });
  return driver;
}

export function queueActions(context: CompareContext) {
  const { get, set, newId, date } = context;
  const change = changer(context);
  const driver = drive(context, change);
  const changeAndGo: Change = (next) => {
    change(next);
    driver.update();
  };
  return {
    /** Batches of earlier pages come before those queued since. */
    restore: (batches: readonly RunBatch[]) => {
      const { queue } = get();
      const old = restored(batches.filter(({ id }) => queue.batches.every((own) => own.id !== id)));
      const isNew = queue.batches.length > 0;
      set({
        queue: isNew ? { ...queue, batches: [...old.batches, ...queue.batches] } : old,
      });
    },
    actions: {
      start: ({ seeds, ...plan }: BatchPlan) => {
        const { runs, tick } = get();
        tick(
          runs.map(({ id }) => id),
          false,
        );
        const jobs = jobsOf({ arms: plan.arms, seeds });
        const batch: RunBatch = { ...plan, id: newId(), created: date(), engine: null, jobs };
        set({ reference: null });
        changeAndGo((queue) => enqueued(queue, batch));
      },
      pause: () => changeAndGo((queue) => ({ ...queue, isPaused: true })),
      goOn: () => changeAndGo((queue) => ({ ...queue, isPaused: false })),
      cancel: (id: string) => {
        if (get().queue.current?.batch === id) {
          driver.drop();
          set({ progress: NO_PROGRESS });
        }
        changeAndGo((queue) => cancelled(queue, id));
      },
      retry: (id: string) => changeAndGo((queue) => ({ ...retried(queue, id), isPaused: false })),
    },
  };
}

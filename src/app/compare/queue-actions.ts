// Actions on the queue, and the driver that works it off. Part of the store.
import { type EngineName, FIELDS } from '../../config/fields.ts';
import { createDriver, NO_PROGRESS, type Outcome, type Task } from './driver.ts';
import { isUnderWay } from './main-run.ts';
import { keepRun } from './run-actions.ts';
import type { Batch, Plan } from './setup/batch.ts';
import { configOf, jobsOf } from './setup/batch.ts';
import {
  begun,
  cancelled,
  enqueued,
  find,
  nextPlace,
  over,
  type Queue,
  restored,
  retried,
  settled,
} from './setup/queue.ts';
import type { Room } from './store.ts';

function nextTask(queue: Queue): Task | null {
  const place = nextPlace(queue);
  const found = place === null ? null : find(queue, place);
  if (place === null || found === null) return null;
  const config = configOf(found.batch, found.job);
  return config === null ? null : { place, config };
}

function engineOf(name: string): EngineName | undefined {
  const found = FIELDS.engine.choices.find((choice) => choice === name);
  return found === 'auto' ? undefined : found;
}

type Change = (next: (queue: Queue) => Queue) => void;

/** Changes the queue in state and database. */
function changer({ get, set, shelf }: Room): Change {
  return (next) => {
    const before = get().queue;
    const queue = next(before);
    set({ queue });
    for (const batch of queue.batches) {
      if (!before.batches.includes(batch)) shelf.put('batches', batch);
    }
    for (const { id } of before.batches) {
      if (queue.batches.every((batch) => batch.id !== id)) shelf.remove('batches', id);
    }
  };
}

/** Keeps a run that is over, or the reason why there is none. */
function keep(room: Room, change: Change, { place, history, seniors, problem }: Outcome): void {
  const { get, set, newId } = room;
  const batch = get().queue.batches.find(({ id }) => id === place.batch);
  if (batch !== undefined && problem === null) {
    keepRun(room, {
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

function drive(room: Room, change: Change) {
  const { get, set, app } = room;
  const driver = createDriver({
    connect: room.connect,
    now: room.now,
    mayRun: () => !get().queue.isPaused && !isUnderWay(app.getState()),
    next: () => nextTask(get().queue),
    begun: ({ place }) => change((queue) => begun(queue, place)),
    engine: ({ place }, name) => {
      const engine = engineOf(name);
      if (engine !== undefined) change((queue) => settled(queue, place.batch, engine));
    },
    progress: (progress) => set({ progress }),
    over: (outcome) => keep(room, change, outcome),
  });
  app.subscribe((state, before) => {
    if (isUnderWay(state) === isUnderWay(before)) return;
    set({ isHeldUp: isUnderWay(state) });
    driver.update();
  });
  return driver;
}

export function queueActions(room: Room) {
  const { get, set, newId, date } = room;
  const change = changer(room);
  const driver = drive(room, change);
  const changeAndGo: Change = (next) => {
    change(next);
    driver.update();
  };
  return {
    /** What earlier pages have left stands before what was asked for since. */
    restore: (batches: readonly Batch[]) => {
      const { queue } = get();
      const old = restored(batches.filter(({ id }) => queue.batches.every((own) => own.id !== id)));
      const isNew = queue.batches.length > 0;
      set({
        queue: isNew ? { ...queue, batches: [...old.batches, ...queue.batches] } : old,
      });
    },
    actions: {
      start: ({ seeds, ...plan }: Plan) => {
        const { runs, tick } = get();
        tick(
          runs.map(({ id }) => id),
          false,
        );
        const jobs = jobsOf({ arms: plan.arms, seeds });
        const batch: Batch = { ...plan, id: newId(), created: date(), engine: null, jobs };
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

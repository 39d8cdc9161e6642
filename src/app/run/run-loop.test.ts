// The pull loop against an optimizer whose every answer the test gives.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import type { OnCompiled, Snapshot } from '../../protocol.ts';
import type { RunEvent } from '../../run/events.ts';
import { BEGINNING } from '../../run/progress.ts';
import { createRunLoop, type RunConnection } from './run-loop.ts';

const step = (n: number): RunEvent => ({
  kind: 'step',
  step: n,
  metrics: {},
  problems: [],
  rollouts: [],
});
const evaluation = (n: number): RunEvent => ({
  kind: 'evaluation',
  step: n,
  metrics: {},
  intervals: {},
});
/** A promise that the test settles. */
function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

const SNAPSHOT: Snapshot = {
  progress: { ...BEGINNING, step: 1, evaluated: false, updates: 1 },
  files: new Map(),
  moments: null,
  junior: null,
};
/** Milliseconds of a snapshot on the trainer's clock, which nothing else moves. */
const SNAPSHOT_TIME = 10;
let time = 0;

/** Asked for an event, it waits until the test answers. */
function fakeConnection() {
  const waiting: ReturnType<typeof deferred<RunEvent | null>>[] = [];
  const opened = deferred<void>();
  const broken = deferred<never>();
  /** `read`: events answered before each snapshot; `from`: what it was to go on from. */
  const state = {
    asked: 0,
    terminated: 0,
    read: [] as number[],
    from: [] as unknown[],
    changed: [] as number[],
  };
  let compiled: OnCompiled = () => {};
  const connection: RunConnection = {
    open: (_config, from, onCompiled) => {
      compiled = onCompiled;
      state.from.push(from);
      return opened.promise;
    },
    engine: () => 'native-wasm',
    change: async (config) => {
      state.changed.push(config.learningRate);
    },
    next: () => {
      state.asked += 1;
      const answer = deferred<RunEvent | null>();
      waiting.push(answer);
      return answer.promise;
    },
    snapshot: async () => {
      state.read.push(state.asked - waiting.length);
      time += SNAPSHOT_TIME;
      return SNAPSHOT;
    },
    failed: broken.promise,
    terminate: () => {
      state.terminated += 1;
    },
  };
  const answer = async (event: RunEvent | null) => {
    const asked = waiting.shift();
    if (asked === undefined) throw new Error('nothing was asked');
    asked.resolve(event);
    await settle();
  };
  const compile: OnCompiled = (done, all) => compiled(done, all);
  return { connection, state, waiting, opened, broken, answer, compile };
}

function bench() {
  const made: ReturnType<typeof fakeConnection>[] = [];
  const log: string[] = [];
  const snapshots: Snapshot[] = [];
  const trainer = createRunLoop(
    () => {
      const fake = fakeConnection();
      made.push(fake);
      return fake.connection;
    },
    () => time,
    {
      phase: (phase) => log.push(phase),
      event: (event) => log.push(event.kind === 'start' ? 'start' : `${event.kind} ${event.step}`),
      compiled: (done, all) => log.push(`compiled ${done} of ${all}`),
      snapshot: (snapshot) => snapshots.push(snapshot),
      failed: ({ message, engine }) => log.push(`failed: ${message}, ${engine}`),
    },
  );
  const run = (index: number) => {
    const fake = made[index];
    if (fake === undefined) throw new Error(`run ${index} was not begun`);
    return fake;
  };
  return { trainer, log, snapshots, made, run };
}

async function opened() {
  const all = bench();
  all.trainer.play(DEFAULTS);
  const fake = all.run(0);
  fake.opened.resolve();
  await settle();
  return { ...all, fake };
}

test('play pulls one event after another until the end', async () => {
  const { fake, log, trainer } = await opened();
  await fake.answer(evaluation(0));
  await fake.answer(step(1));
  expect(fake.waiting).toHaveLength(1);
  await fake.answer(null);
  expect(log).toEqual(['loading', 'evaluation 0', 'step 1', 'finished']);
  trainer.play(DEFAULTS);
  await settle();
  expect(fake.state.asked).toBe(3);
});

test('pause and play while an event is on its way leave one loop', async () => {
  const { fake, trainer, log } = await opened();
  trainer.pause();
  trainer.play(DEFAULTS);
  trainer.pause();
  trainer.play(DEFAULTS);
  await settle();
  expect(fake.waiting).toHaveLength(1);
  await fake.answer(step(1));
  expect(fake.waiting).toHaveLength(1);
  await fake.answer(step(2));
  expect(log.filter((line) => line.startsWith('step'))).toEqual(['step 1', 'step 2']);
});

test('after a pause the event on its way arrives and no other is asked for', async () => {
  const { fake, trainer, log } = await opened();
  trainer.pause();
  await fake.answer(step(1));
  expect(fake.waiting).toHaveLength(0);
  expect(log.slice(-2)).toEqual(['paused', 'step 1']);
  trainer.play(DEFAULTS);
  await settle();
  expect(fake.waiting).toHaveLength(1);
});

test('step gives exactly one step event, however often it is pressed meanwhile', async () => {
  const { trainer, run, log } = bench();
  trainer.step(DEFAULTS);
  run(0).opened.resolve();
  await settle();
  await run(0).answer(evaluation(0));
  trainer.step(DEFAULTS);
  await run(0).answer(step(1));
  await settle();
  expect(run(0).waiting).toHaveLength(0);
  expect(log.slice(-2)).toEqual(['step 1', 'paused']);
  trainer.step(DEFAULTS);
  await settle();
  await run(0).answer(evaluation(1));
  await run(0).answer(step(2));
  expect(run(0).state.asked).toBe(4);
});

test('compiled kernels are reported, but not of a run that was reset', async () => {
  const { fake, trainer, log } = await opened();
  fake.compile(1, 2);
  expect(log).toEqual(['loading', 'compiled 1 of 2']);
  trainer.reset();
  fake.compile(2, 2);
  expect(log).toHaveLength(2);
});

test('reset while an event is on its way drops it; the next run is another', async () => {
  const { fake, trainer, log, run, made } = await opened();
  trainer.reset();
  expect(fake.state.terminated).toBe(1);
  trainer.play(DEFAULTS);
  await fake.answer(step(7));
  expect(log).toEqual(['loading', 'loading']);
  run(1).opened.resolve();
  await settle();
  await run(1).answer(step(1));
  expect(log.at(-1)).toBe('step 1');
  expect(made).toHaveLength(2);
});

test('an error is reported once, and a new run may follow', async () => {
  const { fake, trainer, log, made } = await opened();
  fake.waiting.shift()?.reject(new Error('out of memory'));
  await settle();
  fake.broken.reject(new Error('worker gone'));
  await settle();
  expect(log).toEqual(['loading', 'failed: out of memory, native-wasm']);
  expect(fake.state.terminated).toBe(1);
  trainer.play(DEFAULTS);
  expect(made).toHaveLength(2);
});

test('workers that break down are reported while opening and while paused', async () => {
  const first = bench();
  first.trainer.play(DEFAULTS);
  first.run(0).broken.reject(new Error('no such file'));
  await settle();
  expect(first.log).toEqual(['loading', 'failed: no such file, native-wasm']);

  const second = await opened();
  second.trainer.pause();
  await second.fake.answer(step(1));
  second.fake.broken.reject(new Error('worker gone'));
  await settle();
  expect(second.log.at(-1)).toBe('failed: worker gone, native-wasm');
});

test('an error after a reset is not reported', async () => {
  const { fake, trainer, log } = await opened();
  trainer.reset();
  fake.broken.reject(new Error('terminated'));
  fake.waiting.shift()?.reject(new Error('terminated'));
  await settle();
  expect(log).toEqual(['loading']);
});

test('a connection that cannot be made is a failed run', () => {
  const log: string[] = [];
  const trainer = createRunLoop(
    () => {
      throw new Error('no workers here');
    },
    () => 0,
    {
      phase: (phase) => log.push(phase),
      event: () => {},
      compiled: () => {},
      snapshot: () => {},
      failed: ({ message, engine }) => log.push(`${message}, ${engine}`),
    },
  );
  trainer.play(DEFAULTS);
  expect(log).toEqual(['no workers here, null']);
});

test('a snapshot waits for the event on its way, and the next event for the snapshot', async () => {
  const { fake, trainer } = await opened();
  const snapshot = trainer.snapshot();
  await settle();
  expect(fake.state.read).toEqual([]);
  await fake.answer(step(1));
  expect(await snapshot).toBe(SNAPSHOT);
  expect(fake.state.read[0]).toBe(1);
  await fake.answer(step(2));
  expect(fake.state.asked).toBe(3);
});

test('there is no snapshot without a run, nor after a reset', async () => {
  const { fake, trainer, log } = await opened();
  const snapshot = trainer.snapshot();
  trainer.reset();
  await fake.answer(step(1));
  expect(await snapshot).toBeNull();
  expect(await trainer.snapshot()).toBeNull();
  expect(log).toEqual(['loading']);
});

test('a snapshot is taken after steps and evaluations, unless it takes much of the time', async () => {
  const { fake, snapshots } = await opened();
  await fake.answer({ kind: 'warning', step: 0, message: 'slow' });
  expect(snapshots).toHaveLength(0);
  await fake.answer(evaluation(0));
  expect(snapshots).toEqual([SNAPSHOT]);
  time += 19 * SNAPSHOT_TIME;
  await fake.answer(step(1));
  expect(snapshots).toHaveLength(1);
  time += SNAPSHOT_TIME;
  await fake.answer(step(2));
  expect(snapshots).toHaveLength(2);
});

test('a run goes on from the snapshot it is given', async () => {
  const { trainer, run } = bench();
  trainer.play(DEFAULTS, SNAPSHOT);
  expect(run(0).state.from).toEqual([SNAPSHOT]);
  trainer.reset();
  trainer.step(DEFAULTS);
  expect(run(1).state.from).toEqual([null]);
});

// The store of comparisons: the page’s own run, deletion and undo, storage that fails, the queue.
import { expect, test } from 'vitest';
import type { RunConfig } from '../../config/fields.ts';
import { DEFAULTS } from '../../config/presets.ts';
import type { Snapshot } from '../../protocol.ts';
import type { RunEvent, StepEvent } from '../../run/events.ts';
import { BEGINNING } from '../../run/progress.ts';
import { makeRollout, START } from '../events.fixture.ts';
import type { RunConnection } from '../run/run-loop.ts';
import { createAppStore } from '../store.ts';
import { evaluation, keptRun, memoryDatabase } from './compare.fixture.ts';
import { createRunStorage } from './runs/run-storage.ts';
import { evenly, fromStored } from './runs/solutions.ts';
import { createCompareStore } from './store.ts';

const SNAPSHOT: Snapshot = {
  progress: { ...BEGINNING, step: 1, evaluated: true, updates: 1 },
  files: new Map([['model.safetensors', Uint8Array.of(7)]]),
  moments: null,
  junior: null,
};

const step = (n: number): StepEvent => ({
  kind: 'step',
  step: n,
  metrics: {},
  problems: [{ key: 'k', prompt: 'p', answer: 1 }],
  rollouts: [makeRollout([1, 0])],
});

/** The events of a run of one step; its solo accuracy is the settings' p. */
const eventsOf = (config: RunConfig): RunEvent[] => [
  { ...START, config, engine: { name: 'native-wasm', reason: '' } },
  evaluation(0, { 'solo/accuracy': 0.5 }),
  step(1),
  evaluation(1, { 'solo/accuracy': config.seniorProbability }),
  { kind: 'end', step: 1 },
];

/** Computes nothing: answers at once, and remembers what it was asked to run. */
function workers() {
  const opened: RunConfig[] = [];
  const connect = (): RunConnection => {
    let events: RunEvent[] = [];
    return {
      open: async (config) => {
        if (config.groupSize === 13) throw new Error('no luck');
        opened.push(config);
        events = eventsOf(config);
      },
      engine: () => null,
      next: async () => events.shift() ?? null,
      change: async () => {},
      snapshot: async () => SNAPSHOT,
      failed: new Promise<never>(() => {}),
      terminate: () => {},
    };
  };
  return { opened, connect };
}

function page({ isBroken = false, runs = [keptRun({}, 0.6)] } = {}) {
  const { opened, connect } = workers();
  const { database, tables } = memoryDatabase(isBroken);
  for (const run of runs) tables.runs.set(run.id, run);
  let id = 0;
  let time = 0;
  const app = createAppStore({ connect, now: () => time++, save: () => {} });
  const open = () =>
    createCompareStore({
      app,
      connect,
      storage: (report) => createRunStorage(database, report),
      now: () => time++,
      date: () => time++,
      newId: () => `id ${id++}`,
      save: () => {},
    });
  return { app, compare: open(), open, opened, tables };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

const plan = (config: RunConfig, seeds: readonly number[]) => ({
  kind: 'arms' as const,
  title: 'two arms',
  preset: 'jargon' as const,
  arms: [
    { name: 'a', stands: '', config },
    { name: 'b', stands: '', config: { ...config, seniorProbability: 0.75 } },
  ],
  seeds,
});

test('the page’s own run is kept with its solutions and seniors, once', async () => {
  const { app, compare, tables } = page({ runs: [] });
  app.getState().play();
  await settled();
  const [run, ...others] = compare.getState().runs;
  expect(others).toEqual([]);
  expect(run).toMatchObject({ name: 'Jargon, seed 1', step: 1, isFinished: true, batch: null });
  const stored = tables.solutions.get(run?.id ?? '');
  expect(stored?.steps).toHaveLength(1);
  expect(stored?.seniors).toHaveLength(1);
  // Stored in the form that earlier pages wrote.
  const [rollout] = stored?.steps[0]?.rollouts ?? [];
  expect(rollout).toHaveProperty('seniorLogprobs');
  expect(rollout).not.toHaveProperty('senior');
  expect(stored && fromStored(stored).steps).toEqual([step(1)]);
  app.getState().reset();
  app.getState().play();
  await settled();
  // Equal settings give equal lines: it is the same run.
  expect(compare.getState().runs).toHaveLength(1);
});

test('a rename, a deletion and its undo reach the database', async () => {
  const { compare, tables } = page();
  await settled();
  const id = compare.getState().runs[0]?.id ?? '';
  compare.getState().rename(id, '  the first  ');
  compare.getState().rename(id, ' ');
  expect(tables.runs.get(id)?.name).toBe('the first');
  compare.getState().remove([id]);
  await settled();
  expect(compare.getState().runs).toEqual([]);
  expect(tables.runs.size).toBe(0);
  compare.getState().takeBack();
  await settled();
  expect(compare.getState().runs[0]?.name).toBe('the first');
  expect(tables.runs.size).toBe(1);
});

test('storage that fails is reported once, and nothing is lost on screen', async () => {
  const { app, compare } = page({ isBroken: true });
  await settled();
  expect(compare.getState().storageProblem).toContain('storage is full');
  compare.getState().dismiss();
  app.getState().play();
  await settled();
  expect(compare.getState().storageProblem).toBeNull();
  const [run] = compare.getState().runs;
  app.getState().reset();
  await compare.getState().show({ id: run?.id ?? '', step: 1 });
  expect(app.getState().history.last?.step).toBe(1);
  expect(compare.getState().problem).toBeNull();
});

test('arms are trained seed by seed on one engine, kept and ticked; earlier ticks go', async () => {
  const { compare, opened, tables } = page();
  await settled();
  compare.getState().start(plan({ ...DEFAULTS, steps: 1 }, [1, 2]));
  await settled();
  expect(opened.map(({ seed, seniorProbability }) => [seed, seniorProbability])).toEqual([
    [1, 0.5],
    [1, 0.75],
    [2, 0.5],
    [2, 0.75],
  ]);
  expect(opened.map(({ engine }) => engine)).toEqual([
    'auto',
    'native-wasm',
    'native-wasm',
    'native-wasm',
  ]);
  const { runs, queue, progress } = compare.getState();
  expect(runs.filter(({ isTicked }) => isTicked)).toHaveLength(4);
  expect(runs).toHaveLength(5);
  expect(queue.current).toBeNull();
  expect(progress.pace).not.toBeNull();
  expect([...tables.batches.values()][0]?.jobs.every(({ state }) => state.kind === 'done')).toBe(
    true,
  );
});

test('a run that fails is reported, the others go on, and it may be tried again', async () => {
  const { compare } = page({ runs: [] });
  await settled();
  const { arms, ...rest } = plan({ ...DEFAULTS, steps: 1 }, [1]);
  const [a, b] = arms;
  if (a === undefined || b === undefined) throw new Error('no arms');
  const bad = { ...a, config: { ...a.config, groupSize: 13 } };
  compare.getState().start({ ...rest, arms: [bad, b] });
  await settled();
  const [batch] = compare.getState().queue.batches;
  expect(batch?.jobs.map(({ state }) => state)).toEqual([
    { kind: 'failed', message: 'no luck' },
    { kind: 'done' },
  ]);
  compare.getState().retry(batch?.id ?? '');
  await settled();
  expect(compare.getState().queue.batches[0]?.jobs[0]?.state.kind).toBe('failed');
  compare.getState().cancel(batch?.id ?? '');
  expect(compare.getState().queue.batches[0]?.jobs).toHaveLength(1);
});

test('the queue waits while the page’s own run trains, and goes on after it', async () => {
  const { app, compare } = page({ runs: [] });
  await settled();
  app.setState({ status: { kind: 'running' } });
  compare.getState().start(plan({ ...DEFAULTS, steps: 1 }, [1]));
  await settled();
  expect(compare.getState().isHeldUp).toBe(true);
  expect(compare.getState().queue.current).toBeNull();
  app.setState({ status: { kind: 'paused' } });
  await settled();
  expect(compare.getState().isHeldUp).toBe(false);
  expect(compare.getState().runs).toHaveLength(2);
});

test('after a reload the rest of a comparison waits until it is resumed', async () => {
  const { compare, open } = page({ runs: [] });
  await settled();
  compare.getState().pause();
  compare.getState().start(plan({ ...DEFAULTS, steps: 1 }, [1]));
  compare.getState().pause();
  await settled();
  const done = compare.getState().runs.length;
  const later = open();
  await settled();
  expect(later.getState().queue.isPaused).toBe(true);
  expect(later.getState().runs).toHaveLength(done);
  later.getState().goOn();
  await settled();
  expect(later.getState().runs).toHaveLength(2);
});

test('showing a stored run asks first while a run is under way', async () => {
  const { app, compare } = page();
  await settled();
  const id = compare.getState().runs[0]?.id ?? '';
  app.setState({ status: { kind: 'paused' } });
  await compare.getState().show({ id, step: 2 });
  expect(compare.getState().asked).toEqual({ id, step: 2 });
  await compare.getState().show({ id, step: 2 }, true);
  // It was made without solutions.
  expect(compare.getState().problem).toContain('no solutions are stored');
});

test('a file is imported under its name, or refused as no run', async () => {
  const { compare } = page({ runs: [] });
  await settled();
  compare.getState().importRun('mine.jsonl', keptRun({ seed: 5 }, 0.9).lines);
  expect(compare.getState().runs[0]).toMatchObject({ name: 'mine', step: 2, isFinished: true });
  compare.getState().importRun('other.txt', 'hello');
  expect(compare.getState().problem).toBe('other.txt: Line 1 is not JSON. Nothing was imported.');
  expect(compare.getState().runs).toHaveLength(1);
});

test('of many steps evenly spaced ones are chosen, with both ends', () => {
  const list = Array.from({ length: 60 }, (_, i) => i);
  expect(evenly(list, 3)).toEqual([0, 30, 59]);
  expect(evenly([1, 2], 3)).toEqual([1, 2]);
});

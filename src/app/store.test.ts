// The store’s actions with a run that answers at once.

import { beforeEach, expect, test } from 'vitest';
import { parseLink } from '../config/link.ts';
import { DEFAULTS, presetConfig } from '../config/presets.ts';
import type { RunEvent } from '../run/events.ts';
import { BEGINNING, progressAfter, type RunProgress } from '../run/progress.ts';
import { eventLine } from '../run/record.ts';
import { START } from './events.fixture.ts';
import type { SavedFile } from './parts/download.ts';
import { elapsed, speed } from './run/clock.ts';
import { runConfig } from './run/config-at.ts';
import { EMPTY_HISTORY } from './run/history.ts';
import type { RunConnection } from './run/run-loop.ts';
import { isChanged, pendingChange } from './run/run-state.ts';
import { shownStep } from './solution/select.ts';
import { createAppStore } from './store.ts';

const STEPS = 3;
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

let time = 0;
let configs: unknown[] = [];
let broken: string | null = null;
/** Step in which the engine fails. */
/** Learning rates that the run was given, and its answer to the last. */
let changed: number[] = [];
let taken: RunEvent | null = null;
let breaksAt: number | null = null;
const ENGINE = { name: 'native-wasm', reason: 'Chosen by you.' };
let saved: SavedFile[] = [];

function* events(from: RunProgress | null = null): Generator<RunEvent> {
  if (from === null) {
    yield START;
    yield { kind: 'evaluation', step: 0, metrics: { 'solo/accuracy': 0.9 }, intervals: {} };
  } else yield { kind: 'resume', step: from.step, engine: ENGINE };
  for (let step = 1 + (from?.step ?? 0); step <= STEPS; step++) {
    if (step === breaksAt) throw new Error('the device was lost');
    time += 500;
    yield { kind: 'step', step, metrics: { 'reward/mean': step / 10 }, problems: [], rollouts: [] };
  }
  yield { kind: 'end', step: STEPS };
}

function connect(): RunConnection {
  let run = events();
  let progress = BEGINNING;
  return {
    open: async (config, from) => {
      configs.push(config);
      if (broken !== null) throw new Error(broken);
      run = events(from?.progress);
    },
    engine: () => 'native-webgpu',
    change: async ({ learningRate }) => {
      changed.push(learningRate);
      taken = { kind: 'change', step: progress.step, changes: { learningRate } };
    },
    next: async () => {
      if (taken !== null) {
        const change = taken;
        taken = null;
        return change;
      }
      const event = run.next().value ?? null;
      if (event !== null) progress = progressAfter(progress, event);
      return event;
    },
    snapshot: async () => {
      return {
        progress,
        files: new Map([['step', Uint8Array.of(progress.step)]]),
        moments: null,
        junior: null,
      };
    },
    failed: new Promise(() => {}),
    terminate: () => {},
  };
}

const makeStore = () =>
  createAppStore({ connect, now: () => time, save: (file) => saved.push(file) });

beforeEach(() => {
  time = 0;
  configs = [];
  broken = null;
  breaksAt = null;
  changed = [];
  taken = null;
  saved = [];
});

test('a run goes from idle to finished and fills the history', async () => {
  const store = makeStore();
  expect(store.getState().status.kind).toBe('idle');
  store.getState().play();
  expect(store.getState().status.kind).toBe('loading');
  await settle();
  const { status, history } = store.getState();
  expect(status.kind).toBe('finished');
  expect(history.series['reward/mean']?.length).toBe(STEPS);
  store.getState().play();
  expect(configs).toHaveLength(1);
});

test('step, then step again: one step event each', async () => {
  const store = makeStore();
  store.getState().step();
  await settle();
  expect(store.getState().history.step).toBe(1);
  expect(store.getState().status.kind).toBe('paused');
  store.getState().step();
  await settle();
  expect(store.getState().history.step).toBe(2);
});

test('the settings of a run are frozen; a reset takes the new ones', async () => {
  const store = makeStore();
  store.getState().step();
  await settle();
  store.getState().setField('seed', '5');
  expect(isChanged(store.getState())).toBe(true);
  store.getState().setField('seed', '1');
  expect(isChanged(store.getState())).toBe(false);
  store.getState().setField('seed', '5');
  store.getState().reset();
  expect(store.getState().history.step).toBe(0);
  expect(isChanged(store.getState())).toBe(false);
  store.getState().step();
  expect(configs).toEqual([DEFAULTS, { ...DEFAULTS, seed: 5 }]);
});

test('a text that cannot be used changes nothing and says why', () => {
  const store = makeStore();
  store.getState().setField('groupSize', '0');
  expect(store.getState().config).toEqual(DEFAULTS);
  expect(store.getState().fieldProblems.groupSize).toContain('too small');
  store.getState().setField('groupSize', '4');
  expect(store.getState().config.groupSize).toBe(4);
  expect(store.getState().fieldProblems).toEqual({});
});

test('a task brings its own pair; a model of another task is refused until the task is its own', () => {
  const store = makeStore();
  const pair = { senior: 'logic-senior', junior: 'logic-junior' };
  store.getState().setField('task', 'logic');
  expect(store.getState().config).toEqual({ ...DEFAULTS, task: 'logic', ...pair });
  store.getState().setField('senior', 'jargon-senior');
  expect(store.getState().config).toMatchObject(pair);
  expect(store.getState().fieldProblems.senior).toContain('“jargon-senior” solves arithmetic');
  store.getState().setField('task', 'arithmetic');
  expect(store.getState()).toMatchObject({ config: DEFAULTS, fieldProblems: {} });
});

test('presets and links replace all settings; link problems can be dismissed', () => {
  const store = makeStore();
  store.getState().setField('groupSize', 'many');
  store.getState().setPreset('french');
  expect(store.getState()).toMatchObject({ config: presetConfig('french'), fieldProblems: {} });
  store.getState().loadLink(parseLink('v=1&p=trl&seed=-4'));
  expect(store.getState().config).toEqual(presetConfig('trl'));
  expect(store.getState().notices).toHaveLength(1);
  store.getState().dismissNotices();
  expect(store.getState().notices).toEqual([]);
});

test('a failed run says why and can be tried again', async () => {
  const store = makeStore();
  broken = 'model.safetensors: not found';
  store.getState().play();
  await settle();
  expect(store.getState().status).toEqual({
    kind: 'failed',
    message: 'model.safetensors: not found',
    next: 'native-wasm',
  });
  expect(store.getState().resumePoint).toBeNull();
  broken = null;
  store.getState().retry();
  await settle();
  expect(store.getState().status.kind).toBe('finished');
});

test('a run that fails goes on from its last snapshot, on the next engine', async () => {
  const store = makeStore();
  breaksAt = 3;
  store.getState().play();
  await settle();
  expect(store.getState().status).toEqual({
    kind: 'failed',
    message: 'the device was lost',
    next: 'native-wasm',
  });
  store.getState().saveSenior();
  expect(saved.map(({ name }) => name)).toEqual(['tandem-jargon-seed1-senior.zip']);
  breaksAt = null;
  store.getState().goOn();
  expect(store.getState().status.kind).toBe('loading');
  await settle();
  const { status, history, config, begun } = store.getState();
  expect(status.kind).toBe('finished');
  expect([config.engine, begun?.config.engine]).toEqual(['native-wasm', 'native-wasm']);
  expect(history.engine).toEqual(ENGINE);
  const lines = [...events()].map(eventLine);
  // After start, evaluation and two steps.
  lines.splice(4, 0, eventLine({ kind: 'resume', step: 2, engine: ENGINE }));
  expect(history.lines).toBe(lines.join(''));
});

test('a retry repeats the steps after the last snapshot', async () => {
  const store = makeStore();
  breaksAt = 2;
  store.getState().play();
  await settle();
  const { resumePoint } = store.getState();
  if (resumePoint === null) throw new Error('nothing was kept');
  const earlier = {
    ...resumePoint,
    snapshot: { ...resumePoint.snapshot, progress: BEGINNING },
    history: EMPTY_HISTORY,
  };
  store.setState({ resumePoint: earlier });
  breaksAt = null;
  store.getState().retry();
  await settle();
  expect(store.getState().history.series['reward/mean']?.length).toBe(STEPS);
  expect(store.getState().config).toEqual(DEFAULTS);
  store.getState().reset();
  expect(store.getState().resumePoint).toBeNull();
});

test('live settings go to the current run; others wait for a reset', async () => {
  const store = makeStore();
  store.getState().step();
  await settle();
  const { setField, applyChanges } = store.getState();
  setField('learningRate', '0.001');
  expect(pendingChange(store.getState())).toBe('live');
  applyChanges();
  await settle();
  expect(changed).toEqual([0.001]);
  setField('seed', '9');
  expect(pendingChange(store.getState())).toBe('restart');
  applyChanges();
  setField('seed', '1');
  store.getState().step();
  await settle();
  expect(changed).toEqual([0.001, 0.001]);
  expect(pendingChange(store.getState())).toBe('none');
  const { history } = store.getState();
  expect(runConfig(store.getState())).toEqual({ ...DEFAULTS, learningRate: 0.001 });
  expect(history.changes).toEqual([{ kind: 'change', step: 1, changes: { learningRate: 0.001 } }]);
  store.getState().setPreset('vanilla');
  expect(pendingChange(store.getState())).toBe('restart');
});

test('looking at something while the run goes on holds its step', () => {
  const store = makeStore();
  const last: RunEvent = { kind: 'step', step: 1, metrics: {}, problems: [], rollouts: [] };
  const { history } = store.getState();
  store.setState({ status: { kind: 'running' }, history: { ...history, last, step: 1 } });
  store.getState().selectToken(4);
  store.setState({ history: { ...history, last: { ...last, step: 2 }, step: 2 } });
  expect(shownStep(store.getState())?.step).toBe(1);
  store.getState().follow();
  expect(shownStep(store.getState())?.step).toBe(2);
  expect(store.getState().selection.token).toBeNull();
});

test('time and speed count while the run works', async () => {
  const store = makeStore();
  store.getState().step();
  await settle();
  time += 60_000;
  store.getState().play();
  await settle();
  const { clock } = store.getState();
  expect(elapsed(clock, time)).toBe(1500);
  expect(speed(clock)).toBe(2);
});

test('the run so far is saved as the terminal writes it, under the preset it began with', async () => {
  const store = makeStore();
  store.getState().step();
  await settle();
  store.getState().setPreset('french');
  store.getState().saveRun();
  const seen = [...events()].slice(0, 3);
  expect(saved).toEqual([
    {
      name: 'tandem-jargon-seed1.jsonl',
      type: 'application/jsonl',
      content: seen.map(eventLine).join(''),
    },
  ]);
});

test('the senior is saved once per click that is not waiting; a reset forgets it', async () => {
  const store = makeStore();
  store.getState().play();
  await settle();
  store.getState().saveSenior();
  store.getState().saveSenior();
  expect(store.getState().isSaving).toBe(true);
  await settle();
  expect(store.getState().isSaving).toBe(false);
  expect(saved.map(({ name }) => name)).toEqual(['tandem-jargon-seed1-senior.zip']);
  store.getState().saveSenior();
  store.getState().reset();
  await settle();
  expect(store.getState().isSaving).toBe(false);
  expect(saved).toHaveLength(1);
});

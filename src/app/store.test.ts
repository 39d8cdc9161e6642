// The store's actions against a run that answers at once.
import { beforeEach, expect, test } from 'vitest';
import { parseLink } from '../config/link.ts';
import { DEFAULTS, presetConfig } from '../config/presets.ts';
import type { RunEvent } from '../run/events.ts';
import { eventLine } from '../run/record.ts';
import { elapsed, speed } from './clock.ts';
import { START } from './events.fixture.ts';
import type { SavedFile } from './saved.ts';
import { createAppStore, isChanged, shownStep } from './store.ts';
import type { Connection } from './trainer.ts';

const STEPS = 3;
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

let time = 0;
let configs: unknown[] = [];
let broken: string | null = null;
let saved: SavedFile[] = [];

function* events(): Generator<RunEvent> {
  yield START;
  yield { kind: 'evaluation', step: 0, metrics: { 'solo/accuracy': 0.9 }, intervals: {} };
  for (let step = 1; step <= STEPS; step++) {
    time += 500;
    yield { kind: 'step', step, metrics: { 'reward/mean': step / 10 }, problems: [], rollouts: [] };
  }
  yield { kind: 'end', step: STEPS };
}

function connect(): Connection {
  const run = events();
  return {
    open: async (config) => {
      configs.push(config);
      if (broken !== null) throw new Error(broken);
    },
    next: async () => run.next().value ?? null,
    checkpoint: async () => new Map([['config.json', Uint8Array.of(123, 125)]]),
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
  });
  broken = null;
  store.getState().retry();
  await settle();
  expect(store.getState().status.kind).toBe('finished');
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

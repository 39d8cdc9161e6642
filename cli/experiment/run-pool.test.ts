// Runs in real threads give what this thread gives, in whole files only.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startEngine } from '../../node/engine.ts';
import { readBelow } from '../../node/files.ts';
import { at } from '../../src/at.ts';
import { jargon } from '../../src/experiments/jargon.ts';
import { loadPair } from '../../src/run/pair.ts';
import { type Findings, RESULT_VERSION } from '../../src/study/result.ts';
import { run } from '../../src/study/run.ts';
import { wholeWork } from '../../src/study/work.ts';
import { tinyConfig } from '../../test/fixtures/tiny.ts';
import { writeTinyModels } from '../tiny-models.fixture.ts';
import { type PlannedRun, plannedRuns, readRun, writeRun } from './experiment-runs.ts';
import { runAll } from './run-pool.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tandem-pool-'));
  await writeTinyModels(folder, ['senior', 'junior']);
});
afterAll(() => rm(folder, { recursive: true }));

const order = (seed: number, steps = 2): PlannedRun => ({
  arm: 'a',
  seed,
  file: path.join(folder, 'runs', `a-${seed}.json`),
  folders: {
    senior: path.join(folder, 'senior'),
    junior: path.join(folder, 'junior'),
    reader: path.join(folder, 'junior'),
  },
  plan: {
    version: RESULT_VERSION,
    config: tinyConfig({ steps, seed, engine: 'native-wasm' }),
    select: 'tandem/accuracy',
    test: { problems: 8, samples: 1, also: [], reader: 'plain-junior' },
    models: { senior: 's', junior: 'j', reader: 'j' },
  },
});

test('threads give what this thread gives, and every run is written whole', async () => {
  const second = order(2);
  const orders = [order(1), second, order(3)];
  const found = new Map<number, Findings>();
  let work = 0;
  const all = await runAll(orders, {
    workers: 2,
    stopped: new Promise(() => {}),
    onWork: (more) => {
      work += more;
    },
    onDone: async (done, { findings, seconds }) => {
      found.set(done.seed, findings);
      await writeRun(done, { plan: done.plan, ...findings, seconds });
    },
  });
  expect(all).toBe(true);
  expect(work).toBe(orders.reduce((sum, { plan }) => sum + wholeWork(plan), 0));
  const engine = await startEngine('native-wasm');
  const { plan, folders } = second;
  const pair = await loadPair(folders, engine, readBelow(''));
  expect(found.get(2)).toEqual(
    await run(plan, engine, pair, { onWork: () => {}, reader: pair.junior }),
  );
  const { start } = found.get(2)?.tests ?? {};
  expect(start?.['reader/cross_entropy']).toEqual(start?.['legibility/junior_ce']);
  expect((await readRun(second))?.tests).toEqual(found.get(2)?.tests);
  expect(await readRun({ ...second, plan: order(9).plan })).toBeNull();
  expect((await readdir(path.join(folder, 'runs'))).sort()).toEqual(
    orders.map(({ file }) => path.basename(file)),
  );
});

test('a stop gives up what is in progress', async () => {
  const done = await runAll([order(4, 1000)], {
    workers: 1,
    stopped: new Promise((resolve) => setTimeout(resolve, 300)),
    onWork: () => {},
    onDone: async () => {},
  });
  expect(done).toBe(false);
  expect(await readRun(order(4, 1000))).toBeNull();
});

test('an error in a thread rejects here', async () => {
  const bad = { ...order(5), folders: { senior: path.join(folder, 'none'), junior: folder } };
  const options = { workers: 1, stopped: new Promise(() => {}), onWork: () => {} };
  await expect(runAll([bad], { ...options, onDone: async () => {} })).rejects.toThrow('none');
});

test('a run’s file is named by its settings and its models', async () => {
  const runs = await plannedRuns(jargon, [1, 2], 'runs/x');
  expect(runs).toHaveLength(2 * jargon.arms.length);
  expect(runs.slice(0, jargon.arms.length).every(({ seed }) => seed === 1)).toBe(true);
  expect(new Set(runs.map(({ file }) => file)).size).toBe(runs.length);
  const first = at(runs, 0);
  expect(first.file).toMatch(/^runs\/x\/tandem-seed1-[0-9a-f]{12}\.json$/);
  const longer = await plannedRuns({ ...jargon, common: { steps: 61 } }, [1], 'runs/x');
  expect(at(longer, 0).file).not.toBe(first.file);
});

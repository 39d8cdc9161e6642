// One run of a tiny pair: validation selects the step, its own weights are examined, copies of a problem differ.
import { beforeAll, expect, test, vi } from 'vitest';
import { engineFor, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import type { RunConfig } from '../config/fields.ts';
import type { Engine } from '../engine/engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { evaluationProblems } from '../evaluate/problems.ts';
import { TASKS } from '../tasks/index.ts';
import { examine } from './examine.ts';
import { formatResult, parseResult, RESULT_VERSION, type RunPlan } from './result.ts';
import { run, type Starts } from './run.ts';
import { wholeWork } from './work.ts';

const { arithmetic } = TASKS;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: Engine;
beforeAll(async () => {
  engine = await engineFor('native-wasm');
});

const onWork = () => {};

const plan = (changes: Partial<RunConfig> = {}): RunPlan => ({
  version: RESULT_VERSION,
  config: tinyConfig({ steps: 4, evaluateEvery: 1, ...changes }),
  // The tiny model is never right; its entropy moves.
  select: 'solo/entropy',
  test: { problems: 8, samples: 2, also: ['cowrite/step', 'handoff/junior_first'] },
  models: { senior: 's', junior: 'j' },
});

test('the selected step is the best of validation, and its examination is of its weights', async () => {
  let work = 0;
  const found = await run(plan(), engine, await tinyPair(engine), {
    onWork: (more) => {
      work += more;
    },
  });
  expect(found.trace.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4]);
  const entropies = found.trace.slice(1).map(({ metrics }) => metrics['solo/entropy'] ?? 0);
  expect(found.selected).toBe(1 + entropies.indexOf(Math.max(...entropies)));
  expect(found.trace[2]?.metrics['update/grad_norm']).toBeGreaterThan(0);
  expect(work).toBe(wholeWork(plan()));

  const short = await run(plan({ steps: found.selected }), engine, await tinyPair(engine), {
    onWork,
  });
  expect(short.tests.last).toEqual(found.tests.selected);
  expect(short.tests.start).toEqual(found.tests.start);
});

test('a junior that learns is measured and selected with the senior', async () => {
  const learns = plan({ juniorLearns: true, seniorProbability: 0.2 });
  const found = await run(learns, engine, await tinyPair(engine), { onWork });
  const { start, last } = found.tests;
  expect(start['junior/accuracy']).toBeDefined();
  expect(last['junior/accuracy']).toBeDefined();
  expect(found.trace.every(({ metrics }) => 'junior/accuracy' in metrics)).toBe(true);
  const steps = found.selected;
  expect(steps).toBeLessThan(4);
  const short = await run(plan({ ...learns.config, steps }), engine, await tinyPair(engine), {
    onWork,
  });
  expect(short.tests.last).toEqual(found.tests.selected);
  expect(found.tests.selected['legibility/junior_ce']).not.toEqual(last['legibility/junior_ce']);
});

test('an examination is an evaluation of each copy of the problems, added up', async () => {
  const pair = await tinyPair(engine);
  const config = tinyConfig();
  const problems = evaluationProblems(arithmetic, 'test', 6, config.seed);
  const sampling = { temperature: 1, topK: 0, topP: 1, maxNewTokens: 12 };
  const setup = { ...pair, engine, task: arithmetic, problems, sampling, seed: 1 };
  const once = await examine(setup, { samples: 1, also: [], withJunior: true });
  const four = await examine(setup, { samples: 4, also: ['cowrite/token'], withJunior: false });
  const { metrics } = await evaluate(setup, 0);
  const length = once['solo/length'];
  expect(length?.wholes).toBeNull();
  expect((length?.parts ?? []).reduce((sum, part) => sum + part, 0) / 6).toBeCloseTo(
    metrics['solo/length'] ?? 0,
    12,
  );
  // Counted, though they have no value here: no solution is right, no slip marked.
  const counted = new Set([...Object.keys(metrics), 'handoff/retention', 'handoff/repair']);
  expect(Object.keys(once).sort()).toEqual([...counted].sort());
  expect(four['solo/length']?.wholes).toEqual([4, 4, 4, 4, 4, 4]);
  expect(four['solo/pass_at_4']?.parts).toHaveLength(6);
  expect(four['handoff/pass_at_4']?.wholes).toBeNull();
  expect(four['cowrite/token']?.parts).toHaveLength(6);
  expect(four['junior/accuracy']).toBeUndefined();
  expect(once['solo/pass_at_4']).toBeUndefined();
});

test('a result is read back by its own plan only', async () => {
  const findings = { trace: [], selected: 1, tests: { start: {}, selected: {}, last: {} } };
  const result = { plan: plan(), ...findings, seconds: 2 };
  expect(parseResult(formatResult(result), plan())).toEqual(result);
  expect(parseResult(formatResult(result), plan({ seed: 9 }))).toBeNull();
  expect(parseResult('{"plan": 3}', plan())).toBeNull();
});

test('arms that begin alike examine the untrained pair once, to the same result', async () => {
  const starts: Starts = new Map();
  const pair = await tinyPair(engine);
  const first = await run(plan({ steps: 1 }), engine, pair, { onWork, starts });
  expect(starts.size).toBe(1);
  const marked = { ...first.tests.start, 'solo/length': { parts: [7], wholes: null } };
  for (const key of starts.keys()) starts.set(key, marked);
  const other = await tinyPair(engine);
  const second = await run(plan({ steps: 1, groupSize: 4 }), engine, other, { onWork, starts });
  expect(second.tests.start).toBe(marked);
  const third = await run(plan({ steps: 1, seed: 9 }), engine, other, { onWork, starts });
  expect(third.tests.start).not.toEqual(marked);
  expect(starts.size).toBe(2);
});

test('a setting that is new at its default asks for no run again; another value does', async () => {
  const wanted = plan();
  const found = await run(wanted, engine, await tinyPair(engine), { onWork });
  const { lossMask, ...older } = wanted.config;
  const text = formatResult({ ...found, plan: wanted, seconds: 1 });
  const old = text.replace(JSON.stringify(wanted.config), JSON.stringify(older));
  expect(old).not.toBe(text);
  expect(parseResult(old, wanted)?.plan).toEqual(wanted);
  expect(parseResult(old, plan({ lossMask: 'coin' }))).toBeNull();
  expect(lossMask).toBe('author');
});

// The training line as its users see it: events in order, the same ones for the same settings, every
// metric of the table, and the invariants of p = 1 and p = 0. Tables where weights do not matter.

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { engineFor, TOKENIZER, tinyConfig, tinyPair } from '../test/fixtures/tiny.ts';
import { at } from './at.ts';
import type { RunConfig } from './config/fields.ts';
import type { Engine } from './engine/engine.ts';
import { tabularEngine } from './engine/tabular/engine.ts';
import { tabularCheckpoint } from './engine/tabular/table.ts';
import { METRICS } from './metrics/metrics.ts';
import type { EvaluationEvent, RunEvent, StepEvent } from './run/events.ts';
import { readJournal, replay } from './run/journal.ts';
import type { Pair } from './run/pair.ts';
import { eventLine } from './run/record.ts';
import { TASKS } from './tasks/index.ts';
import { train } from './train.ts';

const { arithmetic } = TASKS;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const VOCABULARY = TOKENIZER.vocabulary.length;

/** One step and one of eight answers; right now and then. `doubt` is the chance of not ending. */
function guesser(doubt: number): number[][] {
  const row = (texts: readonly string[]) => {
    const ids = texts.map((text) => TOKENIZER.encode(text)[0]);
    return Array.from({ length: VOCABULARY }, (_, id) => (ids.includes(id) ? 1 : 0));
  };
  const end = row([]).map((_, id) => {
    if (id === TOKENIZER.eosId) return 1 - doubt;
    return id === TOKENIZER.encode('\n')[0] ? doubt : 0;
  });
  const answers = [2, 3, 4, 5, 6, 7, 8, 9].map((digit) => ` ${digit}`);
  const words = [
    [' 5'],
    [' plus', ' minus'],
    [' 3'],
    [' is'],
    [' 8', ' 2'],
    ['\n'],
    ['####'],
    answers,
  ];
  return [...words.map(row), ...Array.from({ length: 120 }, () => end)];
}

async function tables(): Promise<{ engine: Engine; pair: Pair }> {
  const engine = tabularEngine();
  const size = { vocabSize: VOCABULARY, contextLength: 128 };
  const senior = tabularCheckpoint({ ...size, position: guesser(0.1) });
  return {
    engine,
    pair: {
      senior: await engine.load(senior),
      junior: await engine.load(tabularCheckpoint({ ...size, position: guesser(0.5) })),
      secondJunior: null,
      initial: await engine.load(senior),
      tokenizer: TOKENIZER,
      checkpoint: senior,
    },
  };
}

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

async function runTables(changes: Partial<RunConfig>): Promise<RunEvent[]> {
  const { engine, pair } = await tables();
  return collect(train(tinyConfig({ maxNewTokens: 10, ...changes }), engine, pair));
}

const stepsOf = (events: readonly RunEvent[]): StepEvent[] =>
  events.filter((event) => event.kind === 'step');
const evaluationsOf = (events: readonly RunEvent[]): EvaluationEvent[] =>
  events.filter((event) => event.kind === 'evaluation');
const order = (events: readonly RunEvent[]) =>
  events.map((event) => ('step' in event ? `${event.kind} ${event.step}` : event.kind));

describe('events', () => {
  test('come in order, with an evaluation before, between and after', async () => {
    expect(order(await runTables({ evaluateEvery: 2 }))).toEqual([
      'start',
      'evaluation 0',
      'step 1',
      'step 2',
      'evaluation 2',
      'step 3',
      'evaluation 3',
      'end 3',
    ]);
    const ends = order(await runTables({ evaluateEvery: 0, steps: 2 }));
    expect(ends.filter((name) => name.startsWith('eval'))).toEqual([
      'evaluation 0',
      'evaluation 2',
    ]);
  });

  test('the start event says what runs', async () => {
    const config = tinyConfig({ maxNewTokens: 10 });
    const { engine, pair } = await tables();
    const [start] = await collect(train(config, engine, pair));
    if (start?.kind !== 'start') throw new Error('the first event is no start');
    expect(start.config).toEqual(config);
    expect(start.engine).toEqual(engine.info);
    expect(start.vocabulary).toHaveLength(VOCABULARY);
    expect(start.boundary.vocabulary).toBe(VOCABULARY);
    const spaced = start.vocabulary.filter((token) => token.startsWith(' ')).length;
    expect(start.boundary.tokens).toBe(spaced);
    expect(start.space.train).toBeGreaterThan(start.space.validation);
    expect(start.chance).toBeLessThan(0.2);
  });

  test('step events have problems and rollouts; held-out problems are others', async () => {
    const step = at(stepsOf(await runTables({ steps: 1 })), 0);
    expect(step.problems).toHaveLength(2);
    expect(step.rollouts.map(({ group }) => group)).toEqual([0, 0, 1, 1]);
    for (const { group, text, reward, advantage, finish, tokens } of step.rollouts) {
      expect(text).toBe(TOKENIZER.decode(tokens));
      const right = finish === 'eos' && arithmetic.verify(at(step.problems, group), text);
      expect(reward).toBe(right ? 1 : 0);
      expect(advantage).toBe(right ? 1 : -0.5);
    }
    expect(step.rollouts.map((row) => row.senior.top !== null)).toEqual([true, true, false, false]);
  });
});

test('the same settings give the same events; another seed gives others', async () => {
  const first = await runTables({});
  expect(await runTables({})).toEqual(first);
  expect(stepsOf(await runTables({ seed: 2 }))).not.toEqual(stepsOf(first));
});

test('a stopped run has ended, and its models are still of use', async () => {
  const { engine, pair } = await tables();
  const events = train(tinyConfig({ maxNewTokens: 10 }), engine, pair);
  const seen = [];
  for await (const event of events) {
    seen.push(event);
    if (event.kind === 'step') break;
  }
  expect(order(seen)).toEqual(['start', 'evaluation 0', 'step 1']);
  expect(await events.next()).toEqual({ done: true, value: undefined });
  const [scores] = await engine.score(pair.senior, [{ prompt: [1], tokens: [2] }], {
    temperature: 1,
    against: null,
  });
  expect(scores?.logprobs).toHaveLength(1);
});

test('events have every metric of evaluations, batches and updates, all finite, and no others', async () => {
  const events = await runTables({
    evaluationProblems: 64,
    promptsPerStep: 8,
    kl: 'initial',
    minibatches: 2,
    epochs: 2,
  });
  const sources = new Map<string, string>(
    Object.entries(METRICS).map(([name, { source }]) => [name, source]),
  );
  const found = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'step' && event.kind !== 'evaluation') continue;
    for (const [name, value] of Object.entries(event.metrics)) {
      expect(Number.isFinite(value), `${name} is ${value}`).toBe(true);
      expect(sources.get(name) === 'evaluation', name).toBe(event.kind === 'evaluation');
      found.add(name);
    }
  }
  const inEvents = ['evaluation', 'batch', 'update'];
  const reported = [...sources.entries()]
    .filter(([, source]) => inEvents.includes(source))
    .map(([name]) => name)
    // These tables mark no slips, so there is nothing to repair.
    .filter((name) => name !== 'handoff/repair');
  expect([...found].sort()).toEqual(reported.sort());
  const names = evaluationsOf(events).map(({ metrics }) => Object.keys(metrics));
  expect(names[0]).toContain('junior/accuracy');
  expect(names[1]).not.toContain('junior/accuracy');
});

test('too many held-out problems are one clear error before anything runs', async () => {
  const { engine, pair } = await tables();
  const config = tinyConfig({ evaluationProblems: 10_000_000 });
  await expect(train(config, engine, pair).next()).rejects.toThrow('10000000 evaluation problems');
});

test('a curriculum moves p from its start to its value', async () => {
  const changes = { curriculumSteps: 2, curriculumStart: 0, seniorProbability: 1, steps: 3 };
  const shares = stepsOf(await runTables({ ...changes, promptsPerStep: 16 })).map(
    ({ metrics }) => metrics['tandem/senior_token_frac'] ?? Number.NaN,
  );
  expect(shares[0]).toBe(0);
  expect(shares[1]).toBeGreaterThan(0.2);
  expect(shares[1]).toBeLessThan(0.8);
  expect(shares[2]).toBe(1);
});

test('settings change between steps, are reported, and give the same run again', async () => {
  const run = async (settingsAt: (done: number) => RunConfig) => {
    const { engine, pair } = await tables();
    return collect(train(base, engine, pair, null, settingsAt));
  };
  const base = tinyConfig({ maxNewTokens: 10, steps: 4, evaluateEvery: 0 });
  const edited = (done: number) => {
    if (done < 2) return base;
    return { ...base, learningRate: 0.003, steps: 3, seed: base.seed + 1 };
  };
  const events = await run(edited);
  expect(order(events)).toEqual(
    'start,evaluation 0,step 1,step 2,change 2,step 3,evaluation 3,end 3'.split(','),
  );
  const change = events.find((event) => event.kind === 'change');
  expect(change?.changes).toEqual({ learningRate: 0.003, steps: 3 });
  const rates = stepsOf(events).map(({ metrics }) => metrics['update/learning_rate']);
  expect(rates).toEqual([base.learningRate, base.learningRate, 0.003]);
  const lines = events.map(eventLine);
  const again = await run(replay(base, readJournal(lines.join(''))));
  expect(again.map(eventLine)).toEqual(lines);
});

test('a run cut short of its steps done is measured and ends where it is', async () => {
  const { engine, pair } = await tables();
  const config = tinyConfig({ maxNewTokens: 10, steps: 4, evaluateEvery: 0 });
  const events = train(config, engine, pair, null, (done) =>
    done < 2 ? config : { ...config, steps: 1 },
  );
  expect(order(await collect(events)).slice(-3)).toEqual(['change 2', 'evaluation 2', 'end 2']);
});

test('warm-up raises the learning rate step by step', async () => {
  const steps = stepsOf(await runTables({ warmupSteps: 3, learningRate: 0.03, steps: 4 }));
  expect(steps.map(({ metrics }) => metrics['update/learning_rate'])).toEqual(
    [0.01, 0.02, 0.03, 0.03].map((rate) => expect.closeTo(rate, 12)),
  );
});

describe('on the tfjs engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engineFor('tfjs-wasm');
  });

  async function run(changes: Partial<RunConfig>, pairing: (pair: Pair) => Pair = (pair) => pair) {
    const pair = pairing(await tinyPair(engine));
    const events = await collect(train(tinyConfig(changes), engine, pair));
    return { events, pair, weights: await engine.weights(pair.senior) };
  }

  test('the same settings give the same events and weights, bit for bit', async () => {
    const [a, b] = [await run({ loss: 'gspo', epochs: 2 }), await run({ loss: 'gspo', epochs: 2 })];
    expect(b.events).toEqual(a.events);
    expect(b.weights).toEqual(a.weights);
    expect(a.weights).not.toEqual(await engine.weights(a.pair.initial));
  });

  test('steps and evaluations leave no tensor behind', async () => {
    const pair = await tinyPair(engine);
    const config = tinyConfig({ steps: 2, kl: 'initial', minibatches: 2, epochs: 2 });
    const { numTensors, numBytes } = tf.memory();
    for await (const _ of train(config, engine, pair)) {
      expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    }
  });

  test('sampled log-probs are the update’s own at every step, also at another temperature', async () => {
    for (const temperature of [1, 0.6]) {
      for (const { metrics } of stepsOf((await run({ temperature })).events)) {
        expect(metrics['sampling/logp_difference_max']).toBeGreaterThan(0);
        expect(metrics['sampling/logp_difference_max']).toBeLessThan(1e-4);
        expect(metrics['update/clip_fraction']).toBe(0);
      }
    }
  });

  test('p = 1 is training without a junior, bit for bit', async () => {
    const settings = { seniorProbability: 1, steps: 2 };
    const tandem = await run(settings);
    const vanilla = await run(settings, (pair) => ({ ...pair, junior: pair.senior }));
    const tokens = ({ events }: typeof tandem) =>
      stepsOf(events).map(({ rollouts }) => rollouts.map((row) => row.tokens));
    expect(tokens(tandem)).toEqual(tokens(vanilla));
    expect(tandem.weights).toEqual(vanilla.weights);
    expect(tandem.weights).not.toEqual(await engine.weights(tandem.pair.initial));
  });

  test('p = 0 changes no weight', async () => {
    const { weights, pair, events } = await run({
      seniorProbability: 0,
      weightDecay: 0.1,
      steps: 2,
    });
    expect(weights).toEqual(await engine.weights(pair.initial));
    const [first, last] = evaluationsOf(events).map(({ metrics }) => metrics);
    expect({ ...last, 'junior/accuracy': first?.['junior/accuracy'] }).toEqual(first);
  });

  test('the junior and the initial senior stay as they were', async () => {
    const { pair, events } = await run({ kl: 'initial', steps: 2 });
    const fresh = await tinyPair(engine);
    for (const name of ['junior', 'initial'] as const) {
      expect(await engine.weights(pair[name])).toEqual(await engine.weights(fresh[name]));
    }
    const penalties = stepsOf(events).map(({ metrics }) => metrics['update/kl_penalty'] ?? 0);
    expect(Math.abs(at(penalties, 0))).toBeLessThan(1e-6);
    expect(penalties[1]).toBeGreaterThan(1e-6);
    const drift = evaluationsOf(events).map(({ metrics }) => metrics['drift/initial_kl'] ?? 0);
    expect(Math.abs(at(drift, 0))).toBeLessThan(1e-6);
    expect(drift[1]).toBeGreaterThan(1e-6);
  });
});

const warningsOf = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'warning' ? [event] : []));

test('a step of which most solutions are cut off is reported once, before the step', async () => {
  const events = await runTables({ steps: 3, maxNewTokens: 4 });
  const cut = warningsOf(events).filter(({ message }) =>
    message.includes('cut off after 4 tokens'),
  );
  expect(cut.map(({ step }) => step)).toEqual([1]);
  const at = events.findIndex((event) => event.kind === 'warning');
  expect(events.slice(at).find((event) => event.kind === 'step')?.step).toBe(1);
});

test('three steps without unequal rewards are reported at the third', async () => {
  const events = await runTables({ steps: 4, maxNewTokens: 4, advantage: 'group' });
  const silent = warningsOf(events).filter(({ message }) =>
    message.includes('rewards within each'),
  );
  expect(silent.map(({ step }) => step)).toEqual([3]);
});

test('top-k and top-p in training are reported after the start', async () => {
  const events = await runTables({ steps: 1, topP: 0.8 });
  expect(events[1]).toMatchObject({ kind: 'warning', step: 0 });
  expect(warningsOf(events)[0]?.message).toContain('top-p 0.8');
});

test('tokens seen add up over the steps', async () => {
  const counts = stepsOf(await runTables({ steps: 3 })).map(({ rollouts, metrics }) => ({
    own: rollouts.reduce((sum, row) => sum + row.senior.prompt.length + row.tokens.length, 0),
    seen: metrics['batch/tokens_seen'],
  }));
  let sum = 0;
  for (const { own, seen } of counts) {
    sum += own;
    expect(seen).toBe(sum);
  }
});

// A step's rollouts: what is asked of the engine, how p moves, and that an engine that breaks the
// schedule is caught.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { engineFor, TOKENIZER, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import { at } from '../at.ts';
import type { RunConfig } from '../config/fields.ts';
import type { Engine, GenerateRequest, Rollout } from '../engine/engine.ts';
import { tabularEngine } from '../engine/tabular/engine.ts';
import { tabularCheckpoint } from '../engine/tabular/table.ts';
import type { Pair } from '../run/pair.ts';
import { boundaries } from '../tandem/boundaries.ts';
import { partnerOf } from '../tandem/partner.ts';
import { scheduleAt, seniorProbabilityAt } from '../tandem/run-schedule.ts';
import { TASKS } from '../tasks/index.ts';
import { problemsAt } from './problems.ts';
import { encodePrompt, rollout } from './rollout.ts';
import { IllegalSwitchError } from './validate.ts';

const { arithmetic } = TASKS;

const VOCABULARY = TOKENIZER.vocabulary.length;

/** All tokens equally likely. */
const uniform = tabularCheckpoint({
  position: Array.from({ length: 128 }, () => new Array<number>(VOCABULARY).fill(1)),
  vocabSize: VOCABULARY,
  contextLength: 128,
});

async function write(
  config: RunConfig,
  change: (rollouts: readonly Rollout[]) => readonly Rollout[] = (rollouts) => rollouts,
) {
  const exact = tabularEngine();
  const requests: GenerateRequest[] = [];
  const engine: Engine = {
    ...exact,
    generate: async (senior, junior, request) => {
      requests.push(request);
      return change(await exact.generate(senior, junior, request));
    },
  };
  const pair: Pair = {
    senior: await engine.load(uniform),
    junior: await engine.load(uniform),
    secondJunior: null,
    initial: await engine.load(uniform),
    tokenizer: TOKENIZER,
    checkpoint: uniform,
  };
  const problems = problemsAt(arithmetic, config, 7);
  const rollouts = await rollout(engine, pair, config, { step: 7, problems });
  const [request] = requests;
  if (request === undefined) throw new Error('the engine was not asked');
  return { rollouts, problems, request };
}

test('rows are the problems, each in a group, each with a sequence of its own', async () => {
  const config = tinyConfig({ promptsPerStep: 3, groupSize: 4, seed: 11 });
  const { rollouts, problems, request } = await write(config);
  expect(rollouts).toHaveLength(12);
  expect(request).toMatchObject({ seed: 11, step: 7, eosId: 2 });
  expect(request.rows.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 12 }, (_, i) => i),
  );
  request.rows.forEach(({ prompts, topTokens }, i) => {
    const prompt = encodePrompt(TOKENIZER, at(problems, Math.floor(i / 4)));
    expect(prompts).toEqual({ senior: prompt, junior: prompt });
    expect(topTokens > 0).toBe(i < 4);
  });
  expect(request.promptLength).toBe(
    Math.max(...request.rows.map((row) => row.prompts.senior.length)),
  );
});

test('of two juniors each writes whole groups, by a coin of its own', async () => {
  const engine = await engineFor('native-wasm');
  const config = tinyConfig({ promptsPerStep: 12, secondJunior: 'able-junior' });
  const problems = problemsAt(arithmetic, config, 7);
  const pair = await tinyPair(engine, 2, 3);
  const batch = { step: 7, problems };
  const mixed = await rollout(engine, pair, config, batch);
  const alone = { ...config, secondJunior: 'none' } as const;
  const first = await rollout(engine, pair, alone, batch);
  const second = await rollout(engine, await tinyPair(engine, 3), alone, batch);
  const partners = problems.map((_, group) => partnerOf(config, 7, group));
  expect(new Set(partners).size).toBe(2);
  expect(mixed).toEqual(
    mixed.map((_, i) => (partners[Math.floor(i / 2)] === 'junior' ? first : second)[i]),
  );
  expect(first).not.toEqual(second);
  await expect(rollout(engine, await tinyPair(engine), config, batch)).rejects.toThrow(
    'secondJunior is able-junior, but no such model was loaded',
  );
});

test('prompts are <bos> and the text', () => {
  const problem = at(problemsAt(arithmetic, tinyConfig(), 1), 0);
  const [bos, ...rest] = encodePrompt(TOKENIZER, problem);
  expect(bos).toBe(TOKENIZER.bosId);
  expect(TOKENIZER.decode(rest)).toBe(problem.prompt);
});

test('settings become the schedule and the sampling', async () => {
  const config = tinyConfig({
    schedule: 'chunk',
    chunkSize: 3,
    maxGap: 9,
    start: 'junior',
    seniorProbability: 0.25,
    temperature: 0.5,
    topK: 4,
    topP: 0.9,
  });
  const { request } = await write(config);
  expect(request.schedule).toEqual({
    kind: 'chunk',
    chunkSize: 3,
    maxGap: 9,
    start: 'junior',
    seniorProbability: 0.25,
    boundary: boundaries(TOKENIZER, 'chunk'),
  });
  expect(request.sampling).toMatchObject({ temperature: 0.5, topK: 4, topP: 0.9, maxNewTokens: 8 });
});

test('an author who changes where none may is an error', async () => {
  const spoil = (rollouts: readonly Rollout[]) =>
    rollouts.map((row, i) =>
      i === 3 ? { ...row, authors: row.authors.map((bit) => 1 - bit) } : row,
    );
  const config = tinyConfig({ seniorProbability: 1 });
  await expect(write(config, spoil)).rejects.toThrow(IllegalSwitchError);
  await expect(write(config)).resolves.toBeDefined();
});

test('without a curriculum p is p', () => {
  const config = tinyConfig({ curriculumSteps: 0, curriculumStart: 1, seniorProbability: 0.3 });
  expect([1, 2, 100].map((step) => seniorProbabilityAt(config, step))).toEqual([0.3, 0.3, 0.3]);
  expect(scheduleAt(config, 1, TOKENIZER).seniorProbability).toBe(0.3);
});

test('with a curriculum p goes in a straight line and stays', () => {
  const config = tinyConfig({ curriculumSteps: 4, curriculumStart: 1, seniorProbability: 0.5 });
  expect([1, 2, 3, 4, 5, 6].map((step) => seniorProbabilityAt(config, step))).toEqual([
    1, 0.875, 0.75, 0.625, 0.5, 0.5,
  ]);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.nat(50),
      share,
      share,
      fc.integer({ min: 1, max: 80 }),
      (steps, from, to, step) => {
        const settings = { curriculumSteps: steps, curriculumStart: from, seniorProbability: to };
        const p = seniorProbabilityAt(tinyConfig(settings), step);
        expect(p).toBeGreaterThanOrEqual(Math.min(from, to) - 1e-12);
        expect(p).toBeLessThanOrEqual(Math.max(from, to) + 1e-12);
        if (step > steps) expect(p).toBe(to);
      },
    ),
  );
});

test('a curriculum that jumps stays at its start for its steps, then has its value', () => {
  const phases = { curriculumSteps: 3, curriculumStart: 0, curriculumShape: 'jump' } as const;
  const config = tinyConfig({ ...phases, seniorProbability: 1 });
  expect([1, 2, 3, 4, 5].map((step) => seniorProbabilityAt(config, step))).toEqual([0, 0, 0, 1, 1]);
  expect(seniorProbabilityAt({ ...config, curriculumSteps: 0 }, 1)).toBe(1);
});

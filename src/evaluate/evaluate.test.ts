// A whole evaluation of two small tables, with every number computed in another way.
import { expect, test } from 'vitest';
import { at } from '../at.ts';
import { tabularEngine } from '../engine/tabular/engine.ts';
import { tabularCheckpoint } from '../engine/tabular/table.ts';
import { METRICS } from '../metrics/metrics.ts';
import { coinDraw, tokenDraw } from '../tandem/keys.ts';
import { TASKS } from '../tasks/index.ts';
import type { Problem } from '../tasks/parts/task.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationSetup } from './setup.ts';
import { meanInterval, wilson } from './statistics.ts';

const { arithmetic } = TASKS;

const SEED = 3;
const COUNT = 40;
const [PLAIN, JARGON, NEWLINE, RIGHT, WRONG] = [4, 5, 6, 7, 8];
const VOCABULARY = ['<pad>', '<bos>', '<eos>', 'Q', 'Ġ5Ġplus', 'Ġ<<5+3=8>>', 'Ċ', '####8', '####9'];
const SURFACES = ['', '', '', 'Q', ' 5 plus 3 is 8', ' <<5+3=8>>', '\n', '#### 8', '#### 9'];

const tokenizer: Tokenizer = {
  vocabulary: VOCABULARY,
  padId: 0,
  bosId: 1,
  eosId: 2,
  encode: () => [3],
  decode: (ids) => Array.from(ids, (id) => SURFACES[id]).join(''),
  surface: (id) => at(SURFACES, id),
};
const problem: Problem = {
  key: '5+3',
  prompt: 'Q',
  answer: 8,
};

/** A solver that writes jargon and the right answer with the given probabilities. */
function solver(jargon: number, right: number) {
  const row = (...entries: readonly (readonly [number, number])[]) => {
    const probabilities = new Array<number>(VOCABULARY.length).fill(0);
    for (const [id, probability] of entries) probabilities[id] = probability;
    return probabilities;
  };
  const end = row([2, 1]);
  const position = [
    row([PLAIN, 1 - jargon], [JARGON, jargon]),
    row([NEWLINE, 1]),
    row([RIGHT, right], [WRONG, 1 - right]),
    ...Array.from({ length: 5 }, () => end),
  ];
  return tabularCheckpoint({ position, vocabSize: VOCABULARY.length, contextLength: 8 });
}

async function setup(changes: Partial<EvaluationSetup> = {}): Promise<EvaluationSetup> {
  const engine = tabularEngine();
  return {
    engine,
    senior: await engine.load(solver(1, 1)),
    junior: await engine.load(solver(0.5, 0.25)),
    initial: await engine.load(solver(0.5, 0.5)),
    tokenizer,
    task: arithmetic,
    problems: Array.from({ length: COUNT }, () => problem),
    sampling: { temperature: 1, topK: 0, topP: 1, maxNewTokens: 5 },
    seed: SEED,
    ...changes,
  };
}

const rows = Array.from({ length: COUNT }, (_, sequence) => ({ sequence }));
const shareOf = (holds: (row: { sequence: number }) => boolean) =>
  rows.filter(holds).length / COUNT;

test('accuracies follow the draws of their part', async () => {
  const { metrics, intervals } = await evaluate(await setup(), 0);
  // Handoff: the junior writes after the newline, so the answer is its draw at position 2.
  const handoff = { seed: SEED, step: 0xfffffffd };
  const handoffAccuracy = shareOf((row) => tokenDraw(handoff, row, 'junior', 2) < 0.25);
  // Tandem: the coin after the first token, which begins with a space, gives the answer's author.
  const tandem = { seed: SEED, step: 0xfffffffe };
  const tandemAccuracy = shareOf(
    (row) => coinDraw(tandem, row, 1) < 0.5 || tokenDraw(tandem, row, 'junior', 2) < 0.25,
  );
  const alone = { seed: SEED, step: 0xfffffffc };
  const juniorAccuracy = shareOf((row) => tokenDraw(alone, row, 'senior', 2) < 0.25);
  expect(metrics).toMatchObject({
    'solo/accuracy': 1,
    'handoff/accuracy': handoffAccuracy,
    'handoff/retention': handoffAccuracy,
    'tandem/accuracy': tandemAccuracy,
    'junior/accuracy': juniorAccuracy,
  });
  expect(handoffAccuracy).toBeGreaterThan(0);
  expect(tandemAccuracy).toBeGreaterThan(handoffAccuracy);
  expect(intervals['handoff/accuracy']).toEqual(wilson(handoffAccuracy * COUNT, COUNT));
  expect(intervals['solo/accuracy']).toEqual(wilson(COUNT, COUNT));
});

test('drift and legibility are exact', async () => {
  const { metrics, intervals } = await evaluate(await setup(), 0);
  // Of four tokens two are certain for both; the others have probability 1 against 1/2 and 1/4.
  const kl = (Math.log(2) + Math.log(4)) / 4;
  const js = (q: number) =>
    0.5 * Math.log(2 / (1 + q)) + 0.5 * (q * Math.log((2 * q) / (1 + q)) + (1 - q) * Math.LN2);
  expect(metrics['drift/kl']).toBeCloseTo(kl, 6);
  expect(metrics['drift/js']).toBeCloseTo((js(0.5) + js(0.25)) / 4, 6);
  expect(metrics['drift/initial_kl']).toBeCloseTo(Math.LN2 / 2, 6);
  expect(metrics['legibility/junior_ce']).toBeCloseTo(kl, 6);
  expect(intervals['drift/kl']?.[0]).toBeCloseTo(kl, 6);
  expect(metrics['solo/entropy']).toBeCloseTo(0, 6);
  expect(metrics['solo/length']).toBe(4);
  expect(metrics['solo/truncated']).toBe(0);
});

test('styles are those of the solo solutions', async () => {
  const pure = await evaluate(await setup(), 0);
  expect(pure.metrics).toMatchObject({ 'style/jargon': 1, 'style/plain': 0, 'style/mixed': 0 });
  const base = await setup();
  const mixed = await evaluate({ ...base, senior: await base.engine.load(solver(0.3, 1)) }, 0);
  const solo = { seed: SEED, step: 0xffffffff };
  const plain = rows.map((row) => (tokenDraw(solo, row, 'senior', 0) < 0.7 ? 1 : 0));
  const rate = plain.reduce<number>((sum, bit) => sum + bit, 0) / COUNT;
  expect(mixed.metrics['style/plain']).toBeCloseTo(rate, 12);
  expect(mixed.metrics['style/jargon']).toBeCloseTo(1 - rate, 12);
  const [low, high] = meanInterval(plain) ?? [];
  expect(mixed.intervals['style/plain']?.[0]).toBeCloseTo(low ?? 0, 9);
  expect(mixed.intervals['style/plain']?.[1]).toBeCloseTo(high ?? 0, 9);
});

test('a wrong senior has no retention, and a cut-off one no reward', async () => {
  const base = await setup();
  const wrong = await evaluate({ ...base, senior: await base.engine.load(solver(1, 0)) }, 0);
  expect(wrong.metrics['solo/accuracy']).toBe(0);
  expect(wrong.metrics['handoff/retention']).toBeUndefined();
  const short = await evaluate(await setup({ sampling: { ...base.sampling, maxNewTokens: 3 } }), 0);
  expect(short.metrics).toMatchObject({
    'solo/truncated': 1,
    'solo/accuracy': 0,
    'solo/length': 3,
  });
});

test('evaluations are paired: equal weights give equal numbers at any step', async () => {
  const base = await setup();
  const first = await evaluate(base, 0);
  const later = await evaluate(base, 20);
  const { 'junior/accuracy': once, ...others } = first.metrics;
  expect(once).toBeDefined();
  expect(later.metrics).toEqual(others);
  expect(later).toMatchObject({ kind: 'evaluation', step: 20 });
});

test('the first evaluation has every evaluation metric; without initial weights one is missing', async () => {
  const expected = Object.entries(METRICS)
    // These models mark no slips, so there is nothing to repair.
    .filter(([name, { source }]) => source === 'evaluation' && name !== 'handoff/repair')
    .map(([name]) => name)
    .sort();
  const { metrics } = await evaluate(await setup(), 0);
  expect(Object.keys(metrics).sort()).toEqual(expected);
  const without = await evaluate(await setup({ initial: null }), 0);
  expect(Object.keys(without.metrics).sort()).toEqual(
    expected.filter((name) => name !== 'drift/initial_kl'),
  );
});

test('a reader takes the junior’s place once more, and changes nothing else', async () => {
  const base = await setup();
  const reader = await base.engine.load(solver(0.25, 1));
  const { metrics } = await evaluate({ ...base, reader }, 0);
  const { 'reader/handoff': handoff, 'reader/cross_entropy': ce, ...others } = metrics;
  expect(others).toEqual((await evaluate(base, 0)).metrics);
  // Always right, and two of four tokens are not certain to it: jargon, never wrong.
  expect(handoff).toBe(1);
  expect(ce).toBeCloseTo(Math.log(4) / 4, 6);
});

// What every engine must do, shown on tables: solo limits, equal models, stream independence, batch
// invariance, and the statistics of tokens and coins.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniform } from '../../random/random.ts';
import { validateRollout } from '../../rl/validate.ts';
import { firstAuthor, nextAuthor } from '../../tandem/author.ts';
import type { Schedule, ScheduleKind } from '../../tandem/schedule.ts';
import type { GenerateRequest, GenerateRow, Rollout, Sampling } from '../engine.ts';
import { tabularEngine } from './engine.ts';
import { tabularCheckpoint } from './table.ts';

const EOS = 4;
const SENIOR = [
  [0.1, 0.4, 0.2, 0.2, 0.1],
  [0.3, 0.1, 0.3, 0.2, 0.1],
  [0.2, 0.2, 0.2, 0.3, 0.1],
  [0.4, 0.3, 0.1, 0.1, 0.1],
  [0.2, 0.2, 0.2, 0.2, 0.2],
];
const JUNIOR = SENIOR.map((row) => [...row].reverse());
const OTHER = SENIOR.map((_, index) => SENIOR[(index + 2) % 5] ?? []);

const KINDS: readonly ScheduleKind[] = ['word', 'token', 'step', 'chunk', 'alternate'];
const schedule = (changes: Partial<Schedule> = {}): Schedule => ({
  kind: 'word',
  seniorProbability: 0.5,
  maxGap: 4,
  chunkSize: 3,
  start: 'coin',
  boundary: Uint8Array.from([0, 1, 0, 0, 0]),
  ...changes,
});
const sampling: Sampling = { temperature: 1, topK: 0, topP: 1, maxNewTokens: 20 };
const rows = (count: number, changes: Partial<GenerateRow> = {}): GenerateRow[] =>
  Array.from({ length: count }, (_, sequence) => ({
    prompts: { senior: [sequence % 4], junior: [sequence % 4] },
    sequence,
    topTokens: 0,
    ...changes,
  }));
const request = (changes: Partial<GenerateRequest> = {}): GenerateRequest => ({
  rows: rows(40),
  schedule: schedule(),
  sampling,
  seed: 5,
  step: 2,
  eosId: EOS,
  promptLength: 2,
  ...changes,
});

type Rows = readonly (readonly number[])[];
async function write(senior: Rows, junior: Rows, asked: GenerateRequest) {
  const engine = tabularEngine();
  const load = (bigram: Rows) =>
    engine.load(tabularCheckpoint({ bigram, vocabSize: 5, contextLength: 2000 }));
  return engine.generate(await load(senior), await load(junior), asked);
}
const texts = (rollouts: readonly Rollout[]) => rollouts.map((rollout) => [...rollout.tokens]);

/** One model writing alone, straight from its table and its stream. */
function solo(table: Rows, stream: 'senior' | 'junior', asked: GenerateRequest): number[][] {
  return asked.rows.map(({ sequence, prompts }) => {
    const tokens: number[] = [];
    let previous = prompts.senior[0] ?? 0;
    while (previous !== EOS && tokens.length < asked.sampling.maxNewTokens) {
      let left = uniform({ seed: 5, stream, step: 2, sequence }, tokens.length);
      const row = table[previous] ?? [];
      let token = 0;
      while (token < 4 && left >= (row[token] ?? 0)) left -= row[token++] ?? 0;
      tokens.push(token);
      previous = token;
    }
    return tokens;
  });
}

test('p = 1 is the senior alone, p = 0 the junior alone', async () => {
  for (const kind of ['word', 'token', 'step'] as const) {
    const with1 = request({ schedule: schedule({ kind, seniorProbability: 1 }) });
    expect(texts(await write(SENIOR, JUNIOR, with1))).toEqual(solo(SENIOR, 'senior', with1));
    const with0 = request({ schedule: schedule({ kind, seniorProbability: 0 }) });
    expect(texts(await write(SENIOR, JUNIOR, with0))).toEqual(solo(JUNIOR, 'junior', with0));
  }
});

test('equal models and greedy sampling give the solo text under every schedule', async () => {
  const greedy = { ...sampling, temperature: 0 };
  const alone = request({ sampling: greedy, schedule: schedule({ seniorProbability: 1 }) });
  const expected = texts(await write(SENIOR, JUNIOR, alone));
  expect(expected[0]).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
  for (const kind of KINDS) {
    const asked = request({ sampling: greedy, schedule: schedule({ kind }) });
    expect(texts(await write(SENIOR, SENIOR, asked))).toEqual(expected);
  }
});

test('every rollout is legal and its coins are those of the coin stream', async () => {
  for (const kind of KINDS) {
    const asked = request({ schedule: schedule({ kind, seniorProbability: 0.3 }) });
    const rollouts = await write(SENIOR, JUNIOR, asked);
    for (const [sequence, rollout] of rollouts.entries()) {
      validateRollout(rollout, asked.schedule);
      const coin = (position: number) => () =>
        uniform({ seed: 5, stream: 'coin', step: 2, sequence }, position);
      let state = firstAuthor(asked.schedule, coin(0));
      for (const [position, token] of rollout.tokens.entries()) {
        expect(rollout.authors[position]).toBe(state.senior ? 1 : 0);
        state = nextAuthor(state, token, asked.schedule, coin(position + 1)).state;
      }
    }
  }
});

test("another junior changes nothing before the junior's first token", async () => {
  const before = await write(SENIOR, JUNIOR, request());
  const after = await write(SENIOR, OTHER, request());
  let equalStarts = 0;
  for (const [index, rollout] of before.entries()) {
    const first = rollout.authors.indexOf(0);
    const alone = first < 0 ? rollout.tokens.length : first;
    equalStarts += alone;
    const start = (of: Rollout | undefined) => [...(of?.tokens.slice(0, alone) ?? [])];
    expect(start(after[index])).toEqual(start(rollout));
    expect(after[index]?.authors[0]).toBe(rollout.authors[0]);
  }
  expect(equalStarts).toBeGreaterThan(20);
  expect(texts(after)).not.toEqual(texts(before));
});

test("another junior leaves the senior's draws and all coins as they were", async () => {
  // Tables that ignore the previous token: the senior's candidate depends on its own draw alone.
  const flat = (row: number[]) => Array.from({ length: 5 }, () => row);
  const endless = { maxGap: 1, boundary: new Uint8Array(5) };
  const asked = request({ schedule: schedule(endless) });
  const senior = flat([0.2, 0.3, 0.1, 0.4, 0]);
  const before = await write(senior, flat([0.25, 0.25, 0.25, 0.25, 0]), asked);
  const after = await write(senior, flat([0, 0, 0.9, 0.1, 0]), asked);
  for (const [index, rollout] of before.entries()) {
    const other = after[index];
    expect(other?.authors).toEqual(rollout.authors);
    for (const [position, author] of rollout.authors.entries()) {
      if (author === 1) expect(other?.tokens[position]).toBe(rollout.tokens[position]);
    }
  }
  expect(texts(after)).not.toEqual(texts(before));
});

test('a row does not depend on the batch it is in', async () => {
  const whole = await write(SENIOR, JUNIOR, request());
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(rows(40), { minLength: 1 }), async (part) => {
      const split = await write(SENIOR, JUNIOR, request({ rows: part }));
      expect(split).toEqual(part.map((row) => whole[row.sequence]));
    }),
    { numRuns: 20 },
  );
});

/** Pearson's statistic of counts against expected counts. */
function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, index) => {
    const mean = expected[index] ?? 0;
    return sum + (count - mean) ** 2 / mean;
  }, 0);
}

/** Transition counts [previous][token] of the tokens an author wrote. */
function transitions(rollouts: readonly Rollout[], author: number): number[][] {
  const counts = SENIOR.map((row) => row.map(() => 0));
  for (const { tokens, authors, senior } of rollouts) {
    for (const [position, token] of tokens.entries()) {
      const row = counts[tokens[position - 1] ?? senior.prompt[0] ?? 0];
      if (authors[position] === author && row) row[token] = (row[token] ?? 0) + 1;
    }
  }
  return counts;
}

test("sampled tokens follow their author's table (chi-square, 4 degrees of freedom)", async () => {
  const rollouts = await write(SENIOR, JUNIOR, request({ rows: rows(1500) }));
  for (const [author, table] of [JUNIOR, SENIOR].entries()) {
    for (const [previous, row] of transitions(rollouts, author).slice(0, EOS).entries()) {
      const total = row.reduce((sum, count) => sum + count, 0);
      expect(total).toBeGreaterThan(300);
      const expected = (table[previous] ?? []).map((probability) => probability * total);
      expect(chiSquare(row, expected)).toBeLessThan(18.5); // p = 0.001
    }
  }
});

test('coins follow p: redraws, first authors and the share of senior tokens', async () => {
  const endless = (table: Rows) => table.map((row) => row.map((p, id) => (id === EOS ? 0 : p)));
  for (const seniorProbability of [0.25, 0.5, 0.8]) {
    const asked = request({ rows: rows(600), schedule: schedule({ seniorProbability }) });
    const rollouts = await write(endless(SENIOR), endless(JUNIOR), asked);
    const drawn = rollouts.flatMap(({ authors, redraws }) =>
      [...authors].filter((_, position) => position === 0 || redraws[position - 1] === 1),
    );
    const seniors = drawn.reduce((sum, author) => sum + author, 0);
    const mean = drawn.length * seniorProbability;
    const counts = [seniors, drawn.length - seniors];
    expect(chiSquare(counts, [mean, drawn.length - mean])).toBeLessThan(10.8); // p = 0.001
    const authors = rollouts.flatMap((rollout) => [...rollout.authors]);
    const share = authors.reduce((sum, author) => sum + author, 0) / authors.length;
    expect(Math.abs(share - seniorProbability)).toBeLessThan(0.04);
  }
});

test('records both models on every token: log-probs, entropies, top tokens, finish', async () => {
  const asked = request({ rows: rows(30, { topTokens: 2 }) });
  const rollouts = await write(SENIOR, JUNIOR, asked);
  expect(new Set(rollouts.map((rollout) => rollout.finish))).toEqual(new Set(['eos', 'length']));
  for (const rollout of rollouts) {
    for (const [position, token] of rollout.tokens.entries()) {
      const previous = rollout.tokens[position - 1] ?? rollout.senior.prompt[0] ?? 0;
      const row = SENIOR[previous] ?? [];
      expect(rollout.senior.logprobs[position]).toBeCloseTo(Math.log(row[token] ?? 0), 5);
      const entropy = row.reduce((sum, p) => sum - p * Math.log(p), 0);
      expect(rollout.senior.entropies[position]).toBeCloseTo(entropy, 5);
      const best = row.indexOf(Math.max(...row));
      expect(rollout.senior.top?.ids[2 * position]).toBe(best);
    }
    expect(rollout.junior.top?.ids).toHaveLength(2 * rollout.tokens.length);
  }
});

test('temperature sharpens and truncation cuts the table; log-probs stay those before truncation', async () => {
  const cold = request({ sampling: { ...sampling, temperature: 0.5, topK: 1 } });
  const [rollout] = await write(SENIOR, SENIOR, cold);
  expect([...(rollout?.tokens.slice(0, 4) ?? [])]).toEqual([1, 0, 1, 0]);
  const squares = [0.01, 0.16, 0.04, 0.04, 0.01];
  expect(rollout?.senior.logprobs[0]).toBeCloseTo(
    Math.log(0.16 / squares.reduce((a, b) => a + b)),
    5,
  );
});

test('names the field, the value and what is allowed', async () => {
  const fails = (changes: Partial<GenerateRequest>) =>
    expect(write(SENIOR, JUNIOR, request(changes))).rejects;
  await fails({ schedule: schedule({ seniorProbability: 1.5 }) }).toThrow(
    'seniorProbability is 1.5',
  );
  await fails({ schedule: schedule({ boundary: new Uint8Array(3) }) }).toThrow('boundary is 3');
  await fails({ sampling: { ...sampling, topP: 0 } }).toThrow('topP is 0');
  await fails({ sampling: { ...sampling, maxNewTokens: 1999 } }).toThrow('context');
  await fails({ rows: rows(1, { prompts: { senior: [1], junior: [1, 2, 3] } }) }).toThrow(
    "the junior's prompt is 3",
  );
  await fails({ rows: rows(1, { prompts: { senior: [5], junior: [1] } }) }).toThrow(
    "the senior's prompt is 5",
  );
});

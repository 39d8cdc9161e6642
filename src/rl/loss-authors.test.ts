// The loss's authors: the writers themselves, or those a tandem run's coin would have chosen.
import { expect, test } from 'vitest';
import { TOKENIZER, tinyConfig } from '../../test/fixtures/tiny.ts';
import type { RunConfig } from '../config/fields.ts';
import { tabularEngine } from '../engine/tabular/engine.ts';
import { tabularCheckpoint } from '../engine/tabular/table.ts';
import { TASKS } from '../tasks/index.ts';
import { lossAuthors } from './loss-authors.ts';
import { problemsAt } from './problems.ts';
import { rollout } from './rollout.ts';

const { arithmetic } = TASKS;

const VOCABULARY = TOKENIZER.vocabulary.length;
const uniform = tabularCheckpoint({
  position: Array.from({ length: 128 }, () => new Array<number>(VOCABULARY).fill(1)),
  vocabSize: VOCABULARY,
  contextLength: 128,
});

async function write(config: RunConfig, juniorIsSenior: boolean) {
  const engine = tabularEngine();
  const senior = await engine.load(uniform);
  const junior = juniorIsSenior ? senior : await engine.load(uniform);
  const pair = {
    senior,
    junior,
    secondJunior: null,
    initial: senior,
    tokenizer: TOKENIZER,
    checkpoint: uniform,
  };
  const problems = problemsAt(arithmetic, config, 2);
  const rollouts = await rollout(engine, pair, config, { step: 2, problems });
  return { rollouts, authors: lossAuthors(rollouts, config, 2, TOKENIZER) };
}

test('the author mask is the authors of the rollouts', async () => {
  const { rollouts, authors } = await write(tinyConfig({ maxNewTokens: 40 }), false);
  expect(authors).toEqual(rollouts.map((row) => row.authors));
});

test.each(['word', 'token', 'step', 'chunk', 'alternate'] as const)(
  'by coin, %s: the senior writes all, and the coin’s authors follow the schedule',
  async (schedule) => {
    const settings = { schedule, maxNewTokens: 40, promptsPerStep: 8 };
    const coin = await write(tinyConfig({ ...settings, lossMask: 'coin' }), false);
    const vanilla = await write(
      tinyConfig({ ...settings, schedule: 'word', seniorProbability: 1 }),
      false,
    );
    expect(coin.rollouts.every((row) => row.authors.every((bit) => bit === 1))).toBe(true);
    expect(coin.rollouts.map((row) => row.tokens)).toEqual(
      vanilla.rollouts.map((row) => row.tokens),
    );
    const counted = coin.authors.map((row) => row.reduce((sum, bit) => sum + bit, 0));
    const tokens = coin.authors.reduce((sum, row) => sum + row.length, 0);
    const share = counted.reduce((sum, n) => sum + n, 0) / tokens;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.7);
  },
);

test('the coin is that of a tandem run: equal texts have equal authors', async () => {
  // The first token of each row is a choice of the coin alone, at position 0.
  const tandem = await write(tinyConfig({ promptsPerStep: 32 }), false);
  const coin = await write(tinyConfig({ promptsPerStep: 32, lossMask: 'coin' }), false);
  expect(coin.authors.map((row) => row[0])).toEqual(tandem.authors.map((row) => row[0]));
});

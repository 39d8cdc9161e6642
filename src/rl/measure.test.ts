// The batch's metrics on three rollouts, whose numbers are worked out in the test.
import { expect, test } from 'vitest';
import { makeSide } from '../../test/fixtures/rollout-side.ts';
import { TASKS } from '../tasks/index.ts';
import { measure, tokensOf } from './measure.ts';
import type { Rewarded } from './reward.ts';

function row(group: number, authors: readonly number[], changes: Partial<Rewarded>): Rewarded {
  return {
    tokens: Int32Array.from(authors, () => 5),
    authors: Uint8Array.from(authors),
    redraws: new Uint8Array(authors.length),
    senior: makeSide(authors.length, { entropies: Float32Array.from(authors, (_, t) => t) }),
    junior: makeSide(authors.length, { entropies: Float32Array.from(authors, () => 100) }),
    finish: 'eos',
    group,
    text: '',
    reward: 0,
    ...changes,
  };
}

const measureOf = (rollouts: readonly Rewarded[]) =>
  measure({ task: TASKS.arithmetic, rollouts, tokensSeen: 100 });

const BATCH = [
  row(0, [1, 0, 0, 1], { reward: 1, text: ' <<5+3=8>>\n#### 8' }),
  row(0, [0, 0], { text: ' 5 plus 3 is 8' }),
  row(1, [1, 1, 1, 0, 1, 0], { reward: 1, finish: 'length', text: ' 8 >> 3' }),
];

test('every metric of a batch has its value, in the order of events', () => {
  expect(measureOf(BATCH)).toEqual({
    'reward/mean': 2 / 3,
    'reward/std': expect.closeTo(Math.sqrt(1 / 3), 12),
    'reward/zero_std_groups': 1 / 2,
    'tandem/senior_token_frac': 6 / 12,
    'tandem/switches_per_seq': (2 + 0 + 3) / 3,
    'tandem/empty_senior_frac': 1 / 3,
    'tandem/eos_by_senior_frac': 1 / 2,
    // Entropies at senior tokens: 0 + 3, nothing, 0 + 1 + 2 + 4.
    'batch/entropy': 10 / 6,
    'batch/length': 4,
    'batch/length_min': 2,
    'batch/length_max': 6,
    'batch/tokens_seen': 100,
    'batch/truncated': 1 / 3,
    'style/batch_jargon': 2 / 3,
  });
});

test('what has no denominator is left out', () => {
  const junior = measureOf([row(0, [0, 0], {}), row(0, [0], {})]);
  expect(junior).not.toHaveProperty('batch/entropy');
  expect(junior).toMatchObject({ 'tandem/eos_by_senior_frac': 0, 'reward/zero_std_groups': 1 });
  const cut = measureOf([row(0, [1], { finish: 'length' })]);
  expect(cut).not.toHaveProperty('tandem/eos_by_senior_frac');
  for (const value of Object.values({ ...junior, ...cut })) expect(value).not.toBeNaN();
});

test('tokens of prompts and solutions are counted, each once', () => {
  const prompts = BATCH.reduce((sum, { senior }) => sum + senior.prompt.length, 0);
  expect(tokensOf(BATCH)).toBe(prompts + 4 + 2 + 6);
});

test('the rewards of a single rollout have no spread', () => {
  expect(measureOf([row(0, [1], { reward: 1 })])['reward/std']).toBe(0);
});

// Only a right solution that ended by itself has a reward.
import { expect, test } from 'vitest';
import { makeSide } from '../../test/fixtures/rollout-side.ts';
import { TOKENIZER } from '../../test/fixtures/tiny.ts';
import type { Rollout } from '../engine/engine.ts';
import { draws } from '../random/random.ts';
import { TASKS } from '../tasks/index.ts';
import { STYLE_NAMES } from '../tasks/parts/task.ts';
import { reward } from './reward.ts';

const { arithmetic } = TASKS;

const problemOf = (sequence: number) =>
  arithmetic.problem(draws({ seed: 1, stream: 'data', step: 1, sequence }), 'train');
const [FIRST, SECOND] = [problemOf(1), problemOf(2)];

function rolloutOf(text: string, finish: Rollout['finish'] = 'eos'): Rollout {
  const ids = TOKENIZER.encode(text);
  const tokens = Int32Array.from(finish === 'eos' ? [...ids, TOKENIZER.eosId] : ids);
  return {
    tokens,
    authors: new Uint8Array(tokens.length),
    redraws: new Uint8Array(tokens.length),
    senior: makeSide(tokens.length),
    junior: makeSide(tokens.length),
    finish,
  };
}

const rewardsOf = (rollouts: readonly Rollout[]) =>
  reward(arithmetic, [FIRST, SECOND], rollouts, TOKENIZER);

test('a right solution earns 1 in every style, in its own group only', () => {
  for (const style of STYLE_NAMES) {
    const first = rolloutOf(arithmetic.render(FIRST, style));
    const second = rolloutOf(arithmetic.render(SECOND, style));
    const rows = rewardsOf([first, second, first, second]);
    expect(rows.map(({ group }) => group)).toEqual([0, 0, 1, 1]);
    expect(FIRST.answer).not.toBe(SECOND.answer);
    expect(rows.map((row) => row.reward)).toEqual([1, 0, 0, 1]);
    expect(rows[0]).toMatchObject({ ...first, text: arithmetic.render(FIRST, style) });
  }
});

test('nothing for a solution that was cut off, is wrong or goes on after its answer', () => {
  const right = arithmetic.render(FIRST, 'plain');
  const other = rolloutOf(arithmetic.render(SECOND, 'plain'));
  const rows = rewardsOf([
    rolloutOf(right, 'length'),
    rolloutOf(right.replace(/\d+$/, (answer) => String(Number(answer) + 1))),
    other,
    rolloutOf(`${arithmetic.render(SECOND, 'plain')}\n`),
  ]);
  expect(rows.map((row) => row.reward)).toEqual([0, 0, 1, 0]);
});

test('a special token hidden before the end earns nothing', () => {
  const row = rolloutOf(arithmetic.render(FIRST, 'plain'));
  const hide = (id: number) => ({
    ...row,
    tokens: Int32Array.from([...row.tokens.slice(0, -1), id, TOKENIZER.eosId]),
  });
  const rows = rewardsOf([row, hide(TOKENIZER.bosId), hide(TOKENIZER.padId), row]);
  expect(rows.slice(0, 3).map((each) => each.reward)).toEqual([1, 0, 0]);
});

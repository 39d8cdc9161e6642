// Rollouts cut into lines and runs.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRollout } from '../events.fixture.ts';
import { tokenLines, transcript, visible } from './tokens.ts';

const VOCABULARY = [' 5', ' pl', 'us', '\n', '####', '<eos>', ' 3'];

const rollout = (ids: readonly number[], authors: readonly number[], eos = true) =>
  makeRollout(authors, { tokens: Int32Array.from(ids), finish: eos ? 'eos' : 'length' });

test('runs end where the author changes and where the line ends', () => {
  const lines = tokenLines(rollout([0, 1, 2, 3, 4, 5], [1, 0, 0, 0, 0, 1]), VOCABULARY);
  const shape = lines.map((line) =>
    line.map((run) => [
      run.author,
      run.isHandoff,
      run.tokens.map((token) => token.gap + token.text + (token.ending ?? '')).join('|'),
    ]),
  );
  expect(shape).toEqual([
    [
      ['senior', false, ' 5'],
      ['junior', true, ' pl|us|line'],
    ],
    [
      ['junior', false, '####'],
      ['senior', true, 'solution'],
    ],
  ]);
});

test('the transcript names each turn once', () => {
  const text = transcript(rollout([0, 1, 2, 3, 4, 6, 5], [1, 0, 0, 0, 0, 0, 1]), VOCABULARY);
  expect(text).toBe('senior: 5 junior: plus (new line) #### 3 senior:  (end)');
});

test('no token is lost, whatever the authors', () => {
  const tokens = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 0, max: 1 })), { minLength: 1 });
  fc.assert(
    fc.property(tokens, fc.boolean(), (pairs, eos) => {
      const one = rollout(
        pairs.map(([id]) => id),
        pairs.map(([, author]) => author),
        eos,
      );
      const lines = tokenLines(one, VOCABULARY);
      const indices = lines.flatMap((line) =>
        line.flatMap((run) => run.tokens.map((t) => t.index)),
      );
      expect(indices).toEqual(pairs.map((_, i) => i));
      const handoffs = lines.flat().filter((run) => run.isHandoff).length;
      const changes = pairs.filter(([, a], i) => i > 0 && pairs[i - 1]?.[1] !== a).length;
      expect(handoffs).toBe(changes);
    }),
  );
});

test('spaces and line ends can be made visible', () => {
  expect([' plus', '\n', '5'].map(visible)).toEqual(['·plus', '↵', '5']);
});

// Tests of showing who wrote what.
import { expect, test } from 'vitest';
import { handoffs, paintRollout, wantsColour } from './paint.ts';

const surfaces = [' 5', ' plus', ' 3', '\n', '####', ' 8', '<eos>'];
const tokenizer = { surface: (id: number) => surfaces[id] ?? '' };
const rollout = {
  tokens: Int32Array.from([0, 1, 2, 3, 4, 5, 6]),
  authors: Uint8Array.from([1, 0, 0, 0, 1, 1, 0]),
};

test('a mark is at each change of author', () => {
  expect(paintRollout(rollout, tokenizer, false)).toBe('  ▸S 5 ▸J plus 3\n  ▸S#### 8 ▸J<eos>');
  expect(handoffs(rollout)).toBe(3);
});

test('colours change nothing but colours', () => {
  const painted = paintRollout(rollout, tokenizer, true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  const plain = painted.replace(/\u001b\[\d+m/g, '');
  expect(plain).toBe(paintRollout(rollout, tokenizer, false));
  expect(painted).toContain('\u001b[34m▸S 5\u001b[39m');
  expect(painted).toContain('\u001b[33m▸J plus 3\u001b[39m');
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [undefined, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('a terminal: %s, with %j: %s', (isTTY, environment, expected) => {
  expect(wantsColour(isTTY === undefined ? {} : { isTTY }, environment)).toBe(expected);
});

// A journal gives the settings back as they were taken up, and refuses what no run could have done.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../config/presets.ts';
import { readJournal, replay } from './journal.ts';
import { eventLine } from './record.ts';

const change = (step: number, changes: Readonly<Record<string, unknown>>) =>
  `${JSON.stringify({ kind: 'change', step, changes })}\n`;

test('changes add up from the step they were taken up at', () => {
  const text = [
    eventLine({ kind: 'step', step: 1, metrics: {}, problems: [], rollouts: [] }),
    eventLine({ kind: 'change', step: 1, changes: { learningRate: 0.001 } }),
    eventLine({ kind: 'change', step: 3, changes: { learningRate: 0, kl: 'junior' } }),
  ].join('');
  const at = replay(DEFAULTS, readJournal(text));
  expect(at(0)).toEqual(DEFAULTS);
  expect(at(1)).toEqual({ ...DEFAULTS, learningRate: 0.001 });
  expect(at(2)).toEqual(at(1));
  expect(at(9)).toEqual({ ...DEFAULTS, learningRate: 0, kl: 'junior' });
});

test.each([
  ['{"kind":', 'line 1 is not JSON'],
  [change(2, { seed: 3 }), '“seed” is no setting that may change'],
  [change(2, { __proto__x: 3 }), '“__proto__x” is no setting'],
  [change(2, { learningRate: 7 }), 'Learning rate (lr): “7” is too large'],
  [change(2, { learningRate: null }), 'Learning rate (lr): “null” is not a number'],
  ['{"kind":"change","step":"x"}', 'line 1 is a change without step'],
])('%j is refused', (text, problem) => {
  expect(() => replay(DEFAULTS, readJournal(text))).toThrow(problem);
});

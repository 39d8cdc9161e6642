// Warnings of a run by step.
import { expect, test } from 'vitest';
import { warningsByStep } from './warnings-by-step.ts';

const warning = (step: number, message: string) => ({ kind: 'warning', step, message }) as const;

test('a run without warnings shows none', () => {
  expect(warningsByStep([])).toEqual([]);
});

test('the newest step comes first, with all its warnings in the order of the log', () => {
  const warnings = [
    warning(0, 'tokens are drawn under top-k 4'),
    warning(3, '60 % of the solutions were cut off'),
    warning(3, 'for 3 steps all rewards were equal'),
    warning(7, 'the update is biased.'),
  ];
  expect(warningsByStep(warnings)).toEqual([
    { step: 7, sentences: ['The update is biased.'] },
    {
      step: 3,
      sentences: ['60 % of the solutions were cut off.', 'For 3 steps all rewards were equal.'],
    },
    { step: 0, sentences: ['Tokens are drawn under top-k 4.'] },
  ]);
});

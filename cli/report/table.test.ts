// Tests of numbers and tables.
import { expect, test } from 'vitest';
import { startAndEnd, withIntervals } from './metric-table.ts';
import { formatInterval, formatTable, formatValue, wrap } from './table.ts';

test.each([
  ['share', 0.8125, '81.3 %'],
  ['share', 1, '100.0 %'],
  ['nats', 1.23456, '1.235'],
  ['nats', 0, '0.000'],
  ['number', 0.0004, '4.0e-4'],
  ['number', 123.45, '123.5'],
  ['tokens', 16, '16.0'],
  ['nats', Number.NaN, 'NaN'],
  ['nats', undefined, '–'],
] as const)('%s %s is %s', (unit, value, text) => {
  expect(formatValue(unit, value)).toBe(text);
});

test('an interval is written from end to end, an absent one as a dash', () => {
  expect(formatInterval('share', [0.1, 0.25])).toBe('10.0 % to 25.0 %');
  expect(formatInterval('share', undefined)).toBe('–');
});

test('columns are aligned and lines end without spaces', () => {
  const rows = [
    ['a', '1', 'x'],
    ['long', '100 %', ''],
  ];
  expect(formatTable(rows, ['left', 'right', 'left'])).toBe('a         1  x\nlong  100 %\n');
});

test('wrapped text keeps its words', () => {
  const text = 'one two three fourteen-letters five';
  const lines = wrap(text, 9);
  expect(lines).toEqual(['one two', 'three', 'fourteen-letters', 'five']);
  expect(lines.join(' ')).toBe(text);
});

test('a table of a run has the rows of METRICS that were measured, in their order', () => {
  const table = startAndEnd(
    { 'solo/accuracy': 0.5, 'reward/mean': 0.25 },
    { 'reward/mean': 0.75, 'drift/kl': 1 },
  );
  expect(table.split('\n')).toEqual([
    'metric         initial   final  unit',
    'reward/mean     25.0 %  75.0 %  share',
    'solo/accuracy   50.0 %       –  share',
    'drift/kl             –   1.000  nats',
    '',
  ]);
});

test('a table of an evaluation has intervals', () => {
  const table = withIntervals({
    metrics: { 'solo/accuracy': 0.5, 'handoff/retention': 0.9 },
    intervals: { 'solo/accuracy': [0.4, 0.6] },
  });
  expect(table.split('\n').slice(1)).toEqual([
    'solo/accuracy      50.0 %  40.0 % to 60.0 %  share',
    'handoff/retention   0.900                 –  number',
    '',
  ]);
});

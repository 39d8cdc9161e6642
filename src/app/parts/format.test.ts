// Numbers on the page.
import { expect, test } from 'vitest';
import {
  formatElapsed,
  formatProbability,
  formatSigned,
  formatSpeed,
  formatTick,
  formatValue,
} from './format.ts';

test.each([
  ['share', 0.625, '63 %'],
  ['nats', 8.923, '8.92'],
  ['nats', 0.0534, '0.053'],
  ['nats', 0.00002, '2.0e−5'],
  ['number', -0.5, '−0.50'],
  ['count', 412.4, '412'],
  ['tokens', 33.64, '33.6'],
  ['nats', Number.NaN, 'NaN'],
  ['share', null, '–'],
] as const)('%s %d is %s', (unit, value, text) => {
  expect(formatValue(unit, value)).toBe(text);
});

test('axis values carry no digits they do not need', () => {
  expect([0, 0.025, 2.5, 10].map((value) => formatTick('nats', value))).toEqual([
    '0',
    '0.025',
    '2.5',
    '10',
  ]);
  expect(formatTick('share', 0.5)).toBe('50 %');
});

test('probabilities, signed numbers, speed and time are short', () => {
  expect(formatProbability(Math.log(0.914))).toBe('91.4 %');
  expect(formatProbability(Math.log(0.0042))).toBe('0.42 %');
  expect(formatProbability(-20)).toBe('< 0.01 %');
  expect([0.938, -0.531, -0.001, 0].map(formatSigned)).toEqual(['+0.94', '−0.53', '0.00', '0.00']);
  expect([2.91, 0.5, null].map(formatSpeed)).toEqual(['2.9 steps/s', '30 steps/min', '–']);
  expect([0, 61_500, 3_725_000].map(formatElapsed)).toEqual(['0:00', '1:01', '1:02:05']);
});

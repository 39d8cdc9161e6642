// Runs as files: what is read back, and how unusable files are refused.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../../config/presets.ts';
import type { RunEvent } from '../../../run/events.ts';
import { eventLine } from '../../../run/record.ts';
import { START } from '../../events.fixture.ts';
import { keptRun } from '../compare.fixture.ts';
import { parseRun } from './event-lines.ts';
import { historyOf, isSameRun, isWhole } from './kept-run.ts';

const EVENTS: readonly RunEvent[] = [
  START,
  {
    kind: 'evaluation',
    step: 0,
    metrics: { 'solo/accuracy': 0.5 },
    intervals: { 'solo/accuracy': [0.4, 0.6] },
  },
  { kind: 'warning', step: 1, message: 'careful' },
  { kind: 'step', step: 1, metrics: { 'reward/mean': 0.25 }, problems: [], rollouts: [] },
  { kind: 'change', step: 1, changes: { learningRate: 0.001 } },
  { kind: 'end', step: 1 },
];
const lines = (events: readonly unknown[]) =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');
const text = EVENTS.map(eventLine).join('');

test('the lines of a run give its events back', () => {
  const read = parseRun(text);
  if ('problem' in read) throw new Error(read.problem);
  expect(read.value.config).toEqual(DEFAULTS);
  // The reason why an engine was taken is not in the lines.
  const recorded = EVENTS.map((event) =>
    event.kind === 'start' ? { ...event, engine: { ...event.engine, reason: '' } } : event,
  );
  expect(read.value.events).toEqual(recorded);
  expect(read.value.events.map(eventLine).join('')).toBe(text);
});

test('a setting that the file does not have yet is at its default', () => {
  const { juniorLearns: _new, ...config } = DEFAULTS;
  const read = parseRun(lines([{ ...START, config }, ...EVENTS.slice(1)]));
  expect('value' in read && read.value.config).toEqual(DEFAULTS);
});

test.each([
  ['', 'Line 1 is no start'],
  ['{', 'Line 1 is not JSON'],
  ['[]', 'Line 1 is no event'],
  [lines(EVENTS.slice(1)), 'Line 1 is no start'],
  [lines([START, { kind: 'step', step: -1 }]), 'Line 2 has no step'],
  [lines([START, EVENTS[3]]), 'no evaluation'],
  [
    lines([{ ...START, config: { ...DEFAULTS, groupSize: 1000 } }]),
    'Group size (group): “1000” is too large',
  ],
  [
    lines([{ ...START, config: { ...DEFAULTS, groupSize: [] } }]),
    'Group size (group): “[]” is not a',
  ],
  [lines([{ ...START, vocabulary: 7 }]), 'no start of a run'],
])('%# is no file of a run, and says why', (file, says) => {
  const read = parseRun(file);
  expect(read).toEqual({ problem: expect.stringContaining(says) });
  expect(read).toEqual({ problem: expect.stringMatching(/[^.]\.$/) });
});

test('a stored run is parsed once, and recognised by its first lines', () => {
  const run = keptRun({}, 0.75);
  expect(historyOf(run)).toBe(historyOf(run));
  expect(historyOf(run).step).toBe(2);
  expect(isWhole(run)).toBe(true);
  const half = run.lines.slice(0, run.lines.indexOf('{"kind":"end"'));
  expect(isWhole({ lines: half })).toBe(false);
  expect(isSameRun(half, run.lines)).toBe(true);
  expect(isSameRun(run.lines, half)).toBe(false);
});

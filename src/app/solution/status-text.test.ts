// The one sentence in the run's states and at tokens.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import type { StepEvent } from '../../run/events.ts';
import { makeRollout, START } from '../events.fixture.ts';
import { EMPTY_HISTORY } from '../run/history.ts';
import { shown } from './selection.ts';
import { sentence } from './status-text.ts';

const VOCABULARY = [' 5', ' plus', '\n', '<eos>'];
const rollout = makeRollout([1, 0, 0, 0, 0], {
  tokens: Int32Array.of(0, 1, 2, 0, 3),
  redraws: Uint8Array.of(1, 1, 0, 0, 0),
});
const event: StepEvent = {
  kind: 'step',
  step: 3,
  metrics: { 'reward/zero_std_groups': 0.125 },
  problems: [{ key: 'k', prompt: 'p', answer: 8 }],
  rollouts: [rollout],
};
const start = { ...START, vocabulary: VOCABULARY };
const history = { ...EMPTY_HISTORY, start, step: 3, last: event };
const app = {
  status: { kind: 'running' },
  history,
  begun: { preset: 'jargon', config: DEFAULTS },
  config: DEFAULTS,
  recorded: null,
  held: null,
  selection: { group: 0, rollout: 0, token: null },
} as const;

function at(token: number | null, patch: Partial<Parameters<typeof sentence>[0]> = {}): string {
  const selection = { group: 0, rollout: 0, token };
  return sentence({ ...app, selection, ...patch }, shown(event, selection));
}

test('at a token the sentence says how its author was chosen', () => {
  expect(at(0)).toBe('The coin gave the senior the first token.');
  expect(at(1)).toBe('The junior took over after ‘5’.');
  expect(at(2)).toBe('The coin fell after ‘plus’: the junior kept the pen.');
  expect(at(3)).toBe('The junior went on after the line’s end: no coin falls there.');
  expect(at(4)).toBe('The junior went on after ‘5’ and ended the solution: no coin falls there.');
  const alternate = { ...DEFAULTS, start: 'senior', schedule: 'alternate' } as const;
  const other = { history: { ...history, start: { ...start, config: alternate } } };
  expect(at(0, other)).toBe('The senior began, as the settings say.');
  expect(at(3, other)).toMatch(/no turn ends there/);
});

test('without a chosen token the sentence says what the run does', () => {
  const groups = DEFAULTS.promptsPerStep;
  const learned = `at step 3 the senior learned from ${Math.round(0.875 * groups)} of ${groups} groups; in the others all rewards were equal.`;
  expect(at(null)).toBe(`Training: ${learned}`);
  expect(at(null, { status: { kind: 'paused' } })).toBe(
    `Paused after step 3 of ${DEFAULTS.steps}: ${learned}`,
  );
  expect(at(null, { status: { kind: 'finished' } })).toBe(`Finished 3 steps: ${learned}`);
  expect(at(null, { status: { kind: 'failed', message: 'No memory.', next: null } })).toBe(
    'Stopped after step 3: No memory.',
  );
  expect(at(null, { status: { kind: 'idle' }, recorded: 'jargon' })).toBe(
    `A recorded run: ${learned}`,
  );
});

test('before the first solution the sentence says what is awaited', () => {
  const empty = { ...app, history: EMPTY_HISTORY };
  const says = (kind: 'idle' | 'loading' | 'running' | 'paused') =>
    sentence({ ...empty, status: { kind } }, null);
  expect(says('idle')).toMatch(/Nothing/);
  expect(says('loading')).toMatch(/being loaded/);
  expect(says('running')).toMatch(/untrained senior is being measured/);
  expect(says('paused')).toBe(`Paused after step 0 of ${DEFAULTS.steps}.`);
});

// Lines of a run's files: what they hold and leave out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSide } from '../../test/fixtures/rollout-side.ts';
import type { RewardedRollout, StepEvent } from './events.ts';
import { eventLine, rolloutLines, shortest } from './record.ts';

const rollout: RewardedRollout = {
  group: 0,
  text: ' 8',
  reward: 1,
  advantage: 0.5,
  tokens: Int32Array.of(5, 2),
  authors: Uint8Array.of(1, 0),
  redraws: Uint8Array.of(1, 0),
  senior: makeSide(2, { prompt: [1, 4], logprobs: Float32Array.of(-0.1, -2) }),
  junior: makeSide(2, { prompt: [1, 4], logprobs: Float32Array.of(-1.5, 0) }),
  finish: 'eos',
};
const step: StepEvent = {
  kind: 'step',
  step: 3,
  metrics: { 'reward/mean': 1 },
  problems: [{ key: '5+3', prompt: 'Ann has 5 …\n', answer: 8 }],
  rollouts: [rollout, { ...rollout, reward: 0 }],
};

test('a step event leaves out problems and rollouts', () => {
  expect(eventLine(step)).toBe('{"kind":"step","step":3,"metrics":{"reward/mean":1}}\n');
});

test('the line of a warning holds the whole event, and its line breaks are escaped', () => {
  const warning = { kind: 'warning', step: 2, message: 'careful\nnow' } as const;
  expect(JSON.parse(eventLine(warning))).toEqual(warning);
  expect(eventLine(warning).indexOf('\n')).toBe(eventLine(warning).length - 1);
});

test('a line has the engine’s name, not a reason with times in it', () => {
  const engine = { name: 'native-webgpu', reason: 'WebGPU: 3.1 times as fast.' };
  const resumed = { kind: 'resume', step: 2, engine } as const;
  expect(eventLine(resumed)).toBe('{"kind":"resume","step":2,"engine":{"name":"native-webgpu"}}\n');
});

test('each rollout is one line of plain JSON', () => {
  const lines = rolloutLines(step);
  expect(lines).toHaveLength(2);
  expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    step: 3,
    group: 0,
    problem: '5+3',
    prompt: 'Ann has 5 …\n',
    answer: 8,
    prompt_tokens: [1, 4],
    tokens: [5, 2],
    authors: [1, 0],
    redraws: [1, 0],
    senior_logprobs: [-0.1, -2],
    junior_logprobs: [-1.5, 0],
    reward: 1,
    advantage: 0.5,
    finish: 'eos',
    text: ' 8',
  });
});

test('a rollout of no problem is an error', () => {
  expect(() => rolloutLines({ ...step, problems: [] })).toThrow('problem 0 of 0');
});

test('the shortest number rounds to the same f32', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      // -0 may become 0, as it does in JSON.
      expect(Math.fround(shortest(value)) === value).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(shortest(Math.fround(-0.1))).toBe(-0.1);
});

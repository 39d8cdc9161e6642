// A recording gives back what it was made of, thinned and to four digits, and refuses anything else.
import { beforeAll, expect, test, vi } from 'vitest';
import { engineFor, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import { train } from '../train.ts';
import type { RunEvent, StepEvent } from './events.ts';
import { formatRecording, parseRecording, thinned } from './recording.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const KEEP = { every: 2, groups: 1, topTokens: 3 };
const isStep = (event: RunEvent): event is StepEvent => event.kind === 'step';
let events: RunEvent[];
beforeAll(async () => {
  const engine = await engineFor('native-wasm');
  events = [];
  for await (const event of train(tinyConfig({ steps: 3 }), engine, await tinyPair(engine))) {
    events.push(event);
  }
});

test('a recording has rollouts of some steps and problems, and metrics of all', () => {
  const recorded = events.map((event) => thinned(event, KEEP));
  const steps = recorded.filter(isStep);
  expect(steps.map(({ rollouts }) => rollouts.length > 0)).toEqual([true, true, false]);
  expect(steps.map(({ metrics }) => metrics)).toEqual(
    events.filter(isStep).map(({ metrics }) => metrics),
  );
  const [first] = steps[0]?.rollouts ?? [];
  expect(steps[0]?.problems).toHaveLength(1);
  expect(first?.senior.top?.ids).toHaveLength(3 * (first?.tokens.length ?? 0));
  const [whole] = events.filter(isStep)[0]?.rollouts ?? [];
  const rank = (first?.senior.top?.ids ?? []).at(3);
  expect(rank).toBe(whole?.senior.top?.ids.at(8));
});

test('a recording is the same after writing and reading', () => {
  const seniors = [{ step: 2, path: '../recorded/x.safetensors' }];
  const recorded = events.map((event) => thinned(event, KEEP));
  const text = formatRecording({ preset: 'jargon', seniors, events: recorded });
  const found = parseRecording(text);
  expect(found.seniors).toEqual(seniors);
  expect(found.preset).toBe('jargon');
  expect(formatRecording(found)).toBe(text);
  const [before, after] = [recorded, found.events].map((all) => all.filter(isStep)[0]?.rollouts[0]);
  expect(after?.tokens).toEqual(before?.tokens);
  expect(after?.authors).toBeInstanceOf(Uint8Array);
  before?.senior.logprobs.forEach((value, t) => {
    expect(after?.senior.logprobs[t]).toBeCloseTo(value, 3);
  });
});

test.each(['{}', '{"version":0,"preset":"jargon","seniors":[],"events":[]}', '[]', 'null'])(
  '%s is refused',
  (text) => expect(() => parseRecording(text)).toThrow('not a recorded run of version 1'),
);

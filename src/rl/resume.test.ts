// A run that goes on from any of its events tells the rest as if it had not been stopped.
import { expect, test } from 'vitest';
import { engineFor, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import type { RunEvent } from '../run/events.ts';
import { BEGINNING, progressAfter } from '../run/progress.ts';
import { eventLine } from '../run/record.ts';
import { train } from './train.ts';

const CONFIG = tinyConfig({ steps: 3, evaluateEvery: 2, warmupSteps: 2 });

const linesOf = (events: readonly RunEvent[]) => events.map(eventLine);

test('from every step and every evaluation, on another engine object', async () => {
  const engine = await engineFor('native-wasm');
  const pair = await tinyPair(engine);
  const whole: RunEvent[] = [];
  const stops = [];
  let progress = BEGINNING;
  for await (const event of train(CONFIG, engine, pair)) {
    whole.push(event);
    progress = progressAfter(progress, event);
    if (event.kind !== 'step' && event.kind !== 'evaluation') continue;
    const weights = await engine.weights(pair.senior);
    const moments = await engine.moments(pair.senior);
    const from = { ...progress, updates: moments?.updates ?? 0 };
    stops.push({ from, weights, moments, told: whole.length });
  }
  expect(stops.map(({ from }) => [from.step, from.evaluated])).toEqual([
    [0, true],
    [1, false],
    [2, false],
    [2, true],
    [3, false],
    [3, true],
  ]);
  for (const { from, weights, moments, told } of stops) {
    const again = await tinyPair(engine);
    await engine.assign(again.senior, weights, moments ?? undefined);
    const events: RunEvent[] = [];
    for await (const event of train(CONFIG, engine, again, from)) events.push(event);
    expect(events[0]).toEqual({ kind: 'resume', step: from.step, engine: engine.info });
    expect(linesOf(events.slice(1))).toEqual(linesOf(whole.slice(told)));
  }
});

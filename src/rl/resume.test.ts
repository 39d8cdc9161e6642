// A run that goes on from any of its events reports the rest as if it had not been stopped.
import { expect, test, vi } from 'vitest';
import { engineFor, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import type { Engine, Model } from '../engine/engine.ts';
import type { RunEvent } from '../run/events.ts';
import { BEGINNING, progressAfter } from '../run/progress.ts';
import { eventLine } from '../run/record.ts';
import { train } from '../train.ts';

vi.setConfig({ testTimeout: 60_000 });

const CONFIG = tinyConfig({
  steps: 3,
  evaluateEvery: 2,
  warmupSteps: 2,
  juniorLearns: true,
  secondJunior: 'able-junior',
});

const linesOf = (events: readonly RunEvent[]) => events.map(eventLine);

async function stateOf(engine: Engine, model: Model) {
  const [weights, moments] = [await engine.weights(model), await engine.moments(model)];
  return { weights, moments: moments ?? undefined };
}

test('from every step and every evaluation, with models of another load', async () => {
  const engine = await engineFor('native-wasm');
  const pair = await tinyPair(engine, 2, 3);
  const whole: RunEvent[] = [];
  const stops = [];
  let progress = BEGINNING;
  for await (const event of train(CONFIG, engine, pair)) {
    whole.push(event);
    progress = progressAfter(progress, event);
    if (event.kind !== 'step' && event.kind !== 'evaluation') continue;
    const senior = await stateOf(engine, pair.senior);
    const junior = await stateOf(engine, pair.junior);
    const updates = senior.moments?.updates ?? 0;
    const from = { ...progress, updates, juniorUpdates: junior.moments?.updates ?? 0 };
    stops.push({ from, senior, junior, reported: whole.length });
  }
  expect(stops.map(({ from }) => [from.step, from.evaluated])).toEqual([
    [0, true],
    [1, false],
    [2, false],
    [2, true],
    [3, false],
    [3, true],
  ]);
  expect(stops.at(-1)?.from.juniorUpdates).toBeGreaterThan(0);
  for (const { from, senior, junior, reported } of stops) {
    const again = await tinyPair(engine, 2, 3);
    await engine.assign(again.senior, senior.weights, senior.moments);
    await engine.assign(again.junior, junior.weights, junior.moments);
    const events: RunEvent[] = [];
    for await (const event of train(CONFIG, engine, again, from)) events.push(event);
    expect(events[0]).toEqual({ kind: 'resume', step: from.step, engine: engine.info });
    expect(linesOf(events.slice(1))).toEqual(linesOf(whole.slice(reported)));
  }
});

// Pipelined training is one step off-policy, and nothing else changes.
import { expect, test, vi } from 'vitest';
import { engineFor, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import type { RunConfig } from '../config/fields.ts';
import { serial } from '../engine/serial.ts';
import { splitEngine } from '../engine/split.ts';
import type { RunEvent, StepEvent } from '../run/events.ts';
import { train } from '../train.ts';

vi.setConfig({ testTimeout: 60_000 });

async function run(changes: Partial<RunConfig>, rolloutEngines = 0): Promise<RunEvent[]> {
  const engine = await engineFor('native-wasm');
  const split = splitEngine(
    engine,
    Array.from({ length: rolloutEngines }, () => serial(engine)),
  );
  const events: RunEvent[] = [];
  const pair = await tinyPair(split, 2, changes.secondJunior === undefined ? null : 3);
  for await (const event of train(tinyConfig(changes), split, pair)) events.push(event);
  return events;
}

const rolloutsAt = (events: readonly RunEvent[], step: number) =>
  events
    .filter((event): event is StepEvent => event.kind === 'step' && event.step === step)
    .flatMap(({ rollouts }) => rollouts);
const tokensAt = (events: readonly RunEvent[], step: number) =>
  rolloutsAt(events, step).map(({ tokens }) => [...tokens]);

test('the rollouts of a step come from the weights before the last update', async () => {
  const ahead = await run({ pipeline: true });
  const inTurn = await run({});
  const frozen = await run({ learningRate: 0 });
  expect(tokensAt(ahead, 1)).toEqual(tokensAt(inTurn, 1));
  expect(tokensAt(ahead, 2)).toEqual(tokensAt(frozen, 2));
  expect(tokensAt(inTurn, 2)).not.toEqual(tokensAt(frozen, 2));
  // Step 3 is written by the senior after the update of step 1, the same in both.
  expect(tokensAt(ahead, 3)).not.toEqual(tokensAt(frozen, 3));
});

test('equal settings give equal events, with and without rollout engines', async () => {
  const once = await run({ pipeline: true });
  expect(await run({ pipeline: true })).toEqual(once);
  expect(await run({ pipeline: true }, 2)).toEqual(once);
  const messages = once.flatMap((event) => (event.kind === 'warning' ? [event.message] : []));
  expect(messages.filter((message) => message.includes('disagree'))).toEqual([]);
});

test('nor do rollout engines change a junior that learns or one of two', async () => {
  const settings = { juniorLearns: true, secondJunior: 'able-junior', promptsPerStep: 6 } as const;
  for (const pipeline of [false, true]) {
    const once = await run({ ...settings, pipeline });
    expect(await run({ ...settings, pipeline }, 2)).toEqual(once);
    const frozen = await run({ ...settings, pipeline, juniorLearns: false });
    // With pipelining the rollouts of step 2 are made before the update of step 1.
    const same = pipeline ? 2 : 1;
    expect(rolloutsAt(frozen, same)).toEqual(rolloutsAt(once, same));
    expect(rolloutsAt(frozen, same + 1)).not.toEqual(rolloutsAt(once, same + 1));
  }
});

test('ratios are to older weights, so sampled log-probs are not compared with the update’s own', async () => {
  for (const event of await run({ pipeline: true })) {
    if (event.kind !== 'step') continue;
    expect(event.metrics).not.toHaveProperty(['sampling/logp_difference_max']);
    expect(event.metrics['update/grad_norm']).toBeGreaterThan(0);
  }
});

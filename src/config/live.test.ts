// Which settings may change during a run: not those that the models, the problems and the draws depend on.
import { expect, test } from 'vitest';
import { differing, isLive, liveChanges } from './live.ts';
import { DEFAULTS } from './presets.ts';

test('a change of the optimizer is live, one of the pair, the seed or the batch is not', () => {
  const edited = { ...DEFAULTS, learningRate: 0.001, seed: 2, junior: 'able-junior' } as const;
  expect(differing(DEFAULTS, edited)).toEqual(['junior', 'learningRate', 'seed']);
  expect(liveChanges(DEFAULTS, edited)).toEqual({ learningRate: 0.001 });
  expect(liveChanges(DEFAULTS, { ...DEFAULTS, seed: 2 })).toBeNull();
  for (const name of [
    'task',
    'senior',
    'junior',
    'seed',
    'engine',
    'groupSize',
    'schedule',
  ] as const) {
    expect(isLive(name)).toBe(false);
  }
});

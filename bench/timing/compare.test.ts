// Ratios, best variants and the cost of tandem from times made up for it; agreement and rounds.
import { expect, test } from 'vitest';
import { isOfInterest, medians, ratioTable, tandemCost } from './compare.ts';
import type { Contender, Runtime } from './contender.ts';
import { type AllTimes, alternate, turned } from './rounds.ts';
import { largestDifference } from './verify.ts';

const constant = (time: number, place: Runtime = 'Node', cores = 1) => ({
  train_step: [time, time],
  solo_rollout: [time, time],
  tandem_rollout: [2 * time, 2 * time],
  rl_step: [3 * time, 3 * time],
  vanilla_step: [] as number[],
  place,
  cores,
});

const TIMES: AllTimes = new Map([
  ['ours', { ...constant(10), vanilla_step: [20, 20] }],
  ['ours@Chromium', constant(8, 'Chromium')],
  ['theirs@1', { ...constant(40), train_step: [5, 5] }],
  ['theirs@2', constant(20, 'Node', 2)],
  ['browsers', constant(16, 'Chromium')],
]);

test('ratios of all pairs, one the inverse of the other, by the better variant of each measure', () => {
  const { train_step, rl_step } = medians(ratioTable(TIMES));
  expect(train_step).toMatchObject({ 'ours/theirs': 2, 'theirs/ours': 0.5 });
  expect(rl_step).toMatchObject({ 'ours/theirs': 0.5, 'theirs/ours': 2 });
  expect(Object.keys(rl_step ?? {})).toHaveLength(6);
});

test('variants in one place are compared where there are any, and cores are named', () => {
  const { rl_step } = ratioTable(TIMES);
  expect(rl_step?.['ours/browsers']).toMatchObject({ median: 0.5, cores: [1, 1] });
  expect(rl_step?.['theirs/browsers']).toMatchObject({ median: 1.25, cores: [2, 1] });
});

test.each([
  ['native-wasm/pytorch', true],
  ['native-webgpu/native-wasm', true],
  ['native-wasm/native-webgpu', false],
  ['pytorch/native-wasm', false],
])('%s is shown: %s', (pair, shown) => {
  expect(isOfInterest(pair)).toBe(shown);
});

test('the cost of tandem over both kinds of vanilla, where that was measured', () => {
  const cost = tandemCost(TIMES, 'ours');
  expect([cost?.vanilla.median, cost?.solo.median]).toEqual([1.5, 1.5]);
  expect(tandemCost(TIMES, 'theirs@1')).toBeNull();
  expect(tandemCost(TIMES, 'nobody')).toBeNull();
});

test('contenders that differ, or that give no number, are refused by name', () => {
  expect(largestDifference(new Map(Object.entries({ a: -2, b: -2.00005 })), 'x')).toBeCloseTo(5e-5);
  const wrong = new Map(Object.entries({ a: -2, b: -4 }));
  expect(() => largestDifference(wrong, 'loss')).toThrow(
    'loss differs by 2; allowed: 0.0001 (a -2, b -4)',
  );
  const nan = new Map(Object.entries({ a: -2, b: Number.NaN }));
  expect(() => largestDifference(nan, 'loss')).toThrow('loss differs by NaN');
});

function counting(name: string, log: string[]): Contender {
  return {
    name,
    about: '',
    place: 'Node',
    cores: 1,
    meanLogprob: async () => 0,
    decodeError: async () => 0,
    learn: async () => {},
    soloRollout: async () => log.push(name),
    trainStep: async () => 1,
    rlStep: async () => ({ rollout: 2, step: 3 }),
    vanillaStep: null,
    close: async () => {},
  };
}

test('rounds alternate, and another one begins each of them', async () => {
  expect(turned(['a', 'b', 'c'], 4)).toEqual(['b', 'c', 'a']);
  const log: string[] = [];
  const contenders = [counting('a', log), counting('b', log)];
  const limits = { rounds: 3, seconds: 100, onRound: async () => {} };
  const times = await alternate(contenders, limits);
  expect(log.join('')).toBe('abbaab');
  expect(times.get('b')).toMatchObject({ train_step: [1, 1, 1], rl_step: [3, 3, 3] });
});

test('without time there is one round', async () => {
  const log: string[] = [];
  const limits = { rounds: 3, seconds: 0, onRound: async () => {} };
  const times = await alternate([counting('a', log)], limits);
  expect(times.get('a')?.rl_step).toEqual([3]);
});

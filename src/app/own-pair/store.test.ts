// Two checkpoints trained at once, whose progress the test reports.
import { expect, test } from 'vitest';
import { at } from '../../at.ts';
import { ownName } from '../../config/own-model.ts';
import type { PretrainProgress } from '../../protocol.ts';
import { values } from '../run/series.ts';
import { createOwnPairStore, FIRST_MODELS, isTraining, trainedPair } from './store.ts';

function opened() {
  const begun: {
    name: string;
    report: (progress: PretrainProgress) => void;
    finish: () => void;
    fail: (error: Error) => void;
  }[] = [];
  const cancelled: string[] = [];
  const store = createOwnPairStore((name, report) => {
    let finish = () => {};
    let fail: (error: Error) => void = () => {};
    const done = new Promise<void>((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
    begun.push({ name, report, finish, fail });
    return { done, cancel: () => cancelled.push(name) };
  });
  return { store, begun, cancelled };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('both are trained at once, and are a pair when both are', async () => {
  const { store, begun } = opened();
  store.getState().train();
  store.getState().train();
  expect(begun.map(({ name }) => name)).toEqual([
    ownName(FIRST_MODELS.senior),
    ownName(FIRST_MODELS.junior),
  ]);
  at(begun, 0).report({ step: 1, loss: 5, solo: null });
  at(begun, 0).report({ step: 2, loss: 4, solo: 0.25 });
  const { senior } = store.getState().jobs;
  if (senior?.loss === undefined || senior.solo === undefined)
    throw new Error('there is no progress');
  expect([senior.step, [...values(senior.loss)], [...values(senior.solo)]]).toEqual([
    2,
    [5, 4],
    [0.25],
  ]);
  at(begun, 0).finish();
  await settle();
  expect(trainedPair(store.getState())).toBeNull();
  at(begun, 1).finish();
  await settle();
  expect(isTraining(store.getState())).toBe(false);
  expect(trainedPair(store.getState())?.senior).toBe(at(begun, 0).name);
  store.getState().setModel('junior', { seed: 5 });
  expect(trainedPair(store.getState())).toBeNull();
  store.getState().train();
  // The senior has its recipe already.
  expect(begun).toHaveLength(3);
});

test('a failure is shown, and cancelling leaves what is trained', async () => {
  const { store, begun, cancelled } = opened();
  store.getState().train();
  at(begun, 0).finish();
  at(begun, 1).fail(new Error('no room'));
  await settle();
  expect(store.getState().jobs.junior).toMatchObject({ status: 'failed', problem: 'no room' });
  store.getState().train();
  store.getState().cancel();
  expect(cancelled).toEqual([at(begun, 2).name]);
  expect(store.getState().jobs.junior).toBeNull();
  expect(store.getState().jobs.senior?.status).toBe('trained');
});

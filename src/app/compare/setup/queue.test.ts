// The queue: order, failures, cancelling, reloads.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../../config/presets.ts';
import { configOf, jobsOf, planProblem, type RunBatch, seedsFrom } from './batch.ts';
import * as queue from './queue.ts';

const arm = (name: string) => ({ name, stands: '', config: DEFAULTS });
const batch = (id: string, arms: readonly string[], seeds: readonly number[]): RunBatch => ({
  id,
  kind: 'arms',
  title: id,
  preset: 'jargon',
  created: 0,
  arms: arms.map(arm),
  engine: null,
  jobs: jobsOf({ arms: arms.map(arm), seeds }),
});
const DONE = { kind: 'done' } as const;

function begin(state: queue.RunQueue): queue.RunQueue {
  const place = queue.nextJob(state);
  if (place === null) throw new Error('nothing waits');
  return queue.begun(state, place);
}

test('every seed goes through all arms before the next, batch after batch', () => {
  let state = queue.enqueued(queue.EMPTY_QUEUE, batch('a', ['x', 'y'], [1, 2]));
  state = queue.enqueued(state, batch('b', ['z'], [7]));
  const order: string[] = [];
  while (queue.nextJob(state) !== null) {
    state = begin(state);
    order.push(`${state.current?.batch} ${state.current?.arm} ${state.current?.seed}`);
    state = queue.over(state, DONE);
  }
  expect(order).toEqual(['a x 1', 'a y 1', 'a x 2', 'a y 2', 'b z 7']);
  expect(queue.count(state.batches)).toEqual({ done: 5, failed: 0, waiting: 0 });
  expect(queue.open(state)).toEqual([]);
});

test('a failed run holds up nothing, and may be tried again', () => {
  let state = begin(queue.enqueued(queue.EMPTY_QUEUE, batch('a', ['x', 'y'], [1])));
  state = queue.over(state, { kind: 'failed', message: 'out of memory' });
  expect(queue.nextJob(state)).toEqual({ batch: 'a', arm: 'y', seed: 1 });
  state = queue.over(begin(state), DONE);
  expect(queue.count(state.batches)).toEqual({ done: 1, failed: 1, waiting: 0 });
  expect(queue.open(state)).toHaveLength(1);
  expect(queue.nextJob(queue.retried(state, 'a'))).toEqual({ batch: 'a', arm: 'x', seed: 1 });
});

test('cancelling keeps what is done and drops a batch of which nothing is', () => {
  const two = queue.enqueued(queue.EMPTY_QUEUE, batch('a', ['x', 'y'], [1]));
  const cancelled = queue.cancelled(begin(queue.over(begin(two), DONE)), 'a');
  expect(cancelled.current).toBeNull();
  expect(cancelled.batches[0]?.jobs).toEqual([{ arm: 'x', seed: 1, state: DONE }]);
  expect(queue.nextJob(cancelled)).toBeNull();
  expect(queue.cancelled(two, 'a').batches).toEqual([]);
});

test('after a reload nothing starts unasked, and what was on waits again', () => {
  const running = begin(queue.enqueued(queue.EMPTY_QUEUE, batch('a', ['x'], [1, 2])));
  const restored = queue.restored(running.batches);
  expect(restored.isPaused).toBe(true);
  expect(queue.nextJob(restored)).toEqual({ batch: 'a', arm: 'x', seed: 1 });
  expect(queue.restored([]).isPaused).toBe(false);
});

test('what auto chose for the first run computes the others; an engine that was asked for stays', () => {
  const state = queue.settled(
    queue.enqueued(queue.EMPTY_QUEUE, batch('a', ['x'], [1])),
    'a',
    'native-wasm',
  );
  const [settled] = queue.settled(state, 'a', 'tfjs-cpu').batches;
  if (settled === undefined) throw new Error('the batch is gone');
  const job = { arm: 'x', seed: 9, state: DONE };
  expect(configOf(settled, job)).toEqual({ ...DEFAULTS, seed: 9, engine: 'native-wasm' });
  const asked = { ...arm('x'), config: { ...DEFAULTS, engine: 'tfjs-wasm' as const } };
  expect(configOf({ ...settled, arms: [asked] }, job)?.engine).toBe('tfjs-wasm');
});

test.each([
  ['0', 'whole numbers from 1 to 20'],
  ['2.5', 'whole numbers from 1 to 20'],
  ['', 'whole numbers from 1 to 20'],
  ['many', '“many”'],
])('%j seeds cannot be had', (text, says) => {
  expect(seedsFrom(1, text)).toEqual({ problem: expect.stringContaining(says) });
});

test('seeds begin at the one on screen, and pass no bound', () => {
  expect(seedsFrom(5, '3')).toEqual({ value: [5, 6, 7] });
  expect(seedsFrom(4294967295, '2')).toEqual({ problem: expect.stringContaining('4294967295') });
});

test('a plan without arms, with too many runs or with a name twice is refused', () => {
  const seeds = Array.from({ length: 20 }, (_, i) => i);
  expect(planProblem({ arms: [], seeds })).toContain('at least one');
  expect(planProblem({ arms: Array.from('abcdefghijklmnopqrstuvwxyz', arm), seeds })).toContain(
    '520',
  );
  expect(planProblem({ arms: [arm('x'), arm('x')], seeds: [1] })).toContain('“x”');
  expect(planProblem({ arms: [arm('x')], seeds: [1] })).toBeNull();
});

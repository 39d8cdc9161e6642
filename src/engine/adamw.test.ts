// AdamW against its formula written out, and its edges.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../at.ts';
import { adamw, clipScale, gradNorm, initialAdam } from './adamw.ts';

const STEP = {
  learningRate: 0.1,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradNorm: 0,
};
const f32 = (...values: number[]) => Float32Array.from(values);

test('the first step moves each weight by the learning rate against its gradient', () => {
  const { params, state } = adamw(f32(1, 2, 3), f32(0.5, -20, 0), initialAdam(3), STEP);
  expect(params[0]).toBeCloseTo(0.9, 6);
  expect(params[1]).toBeCloseTo(2.1, 6);
  expect(params[2]).toBe(3);
  expect(state.updates).toBe(1);
});

test('three steps computed manually: gradient 1, then 0, then -2', () => {
  let params: Float32Array = f32(0);
  let state = initialAdam(1);
  for (const gradient of [1, 0, -2])
    ({ params, state } = adamw(params, f32(gradient), state, STEP));
  const m = [0.1, 0.09, 0.081 - 0.2];
  const v = [0.001, 0.000999, 0.000998001 + 0.004];
  const expected = m.reduce((weight, moment, i) => {
    const first = moment / (1 - 0.9 ** (i + 1));
    const second = at(v, i) / (1 - 0.999 ** (i + 1));
    return weight - (0.1 * first) / (Math.sqrt(second) + 1e-8);
  }, 0);
  expect(params[0]).toBeCloseTo(expected, 6);
  expect(state.first[0]).toBeCloseTo(at(m, 2), 7);
  expect(state.second[0]).toBeCloseTo(at(v, 2), 7);
});

test('zero gradients from the start change nothing', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, noDefaultInfinity: true }), (weights) => {
      const { params } = adamw(
        weights,
        new Float32Array(weights.length),
        initialAdam(weights.length),
        {
          ...STEP,
          maxGradNorm: 1,
        },
      );
      expect([...params].every((value, i) => value === weights[i])).toBe(true);
    }),
  );
});

test('weight decay is decoupled: it shrinks weights without touching the moments', () => {
  const decayed = adamw(f32(2), f32(0), initialAdam(1), { ...STEP, weightDecay: 0.5 });
  expect(decayed.params[0]).toBeCloseTo(2 * (1 - 0.1 * 0.5), 6);
  expect(decayed.state.first[0]).toBe(0);
  expect(decayed.state.second[0]).toBe(0);
});

test('clipping scales the whole gradient to the largest norm and no smaller one', () => {
  const clipped = adamw(f32(0, 0), f32(3, 4), initialAdam(2), { ...STEP, maxGradNorm: 1 });
  expect(clipped.state.first[0]).toBeCloseTo(0.1 * 0.6, 7);
  expect(clipped.state.first[1]).toBeCloseTo(0.1 * 0.8, 7);
  expect(clipScale(0.5, 1)).toBe(1);
  expect(clipScale(5, 0)).toBe(1);
  expect(clipScale(0, 1)).toBe(1);
  expect(gradNorm([f32(3), f32(), f32(0, 4)])).toBe(5);
});

test('the given arrays are left as they were', () => {
  const [weights, gradients, before] = [f32(1, 2), f32(3, 4), initialAdam(2)];
  const { params, state } = adamw(weights, gradients, before, { ...STEP, maxGradNorm: 1 });
  expect(weights).toEqual(f32(1, 2));
  expect(gradients).toEqual(f32(3, 4));
  expect(before).toEqual(initialAdam(2));
  expect(params).not.toEqual(weights);
  expect(state.first).not.toEqual(before.first);
});

test('descends a quadratic', () => {
  let params: Float32Array = f32(5, -3);
  let state = initialAdam(2);
  for (let i = 0; i < 300; i++) ({ params, state } = adamw(params, params, state, STEP));
  expect(gradNorm([params])).toBeLessThan(0.05);
});

test('names what is wrong', () => {
  const run = (grads: Float32Array, step: object = {}) =>
    adamw(f32(1, 2), grads, initialAdam(2), { ...STEP, ...step });
  expect(() => run(f32(0, Number.NaN))).toThrow('gradient 1 of array 0 is NaN');
  expect(() => run(f32(Number.POSITIVE_INFINITY, 0))).toThrow('gradient 0 of array 0 is Infinity');
  expect(() => run(f32(0))).toThrow('grads has 1 numbers; params has 2');
  expect(() => run(f32(0, 0), { epsilon: 0 })).toThrow('epsilon is 0');
  expect(() => run(f32(0, 0), { beta2: 1 })).toThrow('beta2 is 1');
  expect(() => run(f32(0, 0), { learningRate: Number.NaN })).toThrow('learningRate is NaN');
  expect(() => adamw(f32(1), f32(1), initialAdam(2), STEP)).toThrow('state.first has 2 numbers');
});

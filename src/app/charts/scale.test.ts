// Vertical axes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extend, fitScale, NOTHING, roundTicks, roundUp, SCALE_NAMES } from './scale.ts';

const extentOf = (...values: number[]) => extend(NOTHING, Float64Array.from(values));
const finite = fc.double({ noNaN: true, min: -1e9, max: 1e9 });

test('every axis keeps the order of values and holds them all', () => {
  const lists = fc.array(finite, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.constantFrom(...SCALE_NAMES), lists, (scale, values) => {
      const { place, ticks } = fitScale(scale, 'nats', extentOf(...values));
      const sorted = values.toSorted((a, b) => a - b).map(place);
      sorted.forEach((at, i) => {
        expect(at).toBeGreaterThanOrEqual(-1e-9);
        expect(at).toBeLessThanOrEqual(1 + 1e-9);
        if (i > 0) expect(at).toBeGreaterThanOrEqual(sorted[i - 1] ?? 0);
      });
      expect(ticks.length).toBeGreaterThan(0);
      for (const tick of ticks) {
        expect(place(tick)).toBeGreaterThanOrEqual(-1e-9);
        expect(place(tick)).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
    // What is next to nothing next to what is nearly so.
    { examples: SCALE_NAMES.map((scale) => [scale, [-1.0000000000000002e-109, 1e-100, 0]]) },
  );
});

test('shares always go from 0 to 1', () => {
  for (const scale of SCALE_NAMES) {
    const { name, ticks, place } = fitScale(scale, 'share', extentOf(0.2, 0.3));
    expect([name, ...ticks]).toEqual(['linear', 0, 0.5, 1]);
    expect(place(0.25)).toBe(0.25);
  }
});

test('a logarithmic axis has a place for 0: its lower edge', () => {
  const { name, place, ticks } = fitScale('log', 'nats', extentOf(0, 0.01, 10));
  expect(name).toBe('log');
  expect(place(0)).toBe(0);
  expect(place(10)).toBe(1);
  expect(place(1)).toBeCloseTo(2 / 3, 12);
  expect(ticks).toEqual([0.01, 0.1, 1, 10]);
});

test('a logarithmic axis of zeros only is a linear one; one with negative values is arcsinh', () => {
  expect(fitScale('log', 'nats', extentOf(0, 0)).name).toBe('linear');
  expect(fitScale('log', 'number', extentOf(-1, 5)).name).toBe('arcsinh');
});

test('arcsinh tells small from large on both sides of 0', () => {
  const { place, ticks } = fitScale('arcsinh', 'number', extentOf(-10, 10));
  expect(place(0)).toBeCloseTo(0.5, 12);
  expect(place(0.1) - place(0)).toBeGreaterThan(0.05);
  expect(place(-3)).toBeCloseTo(1 - place(3), 12);
  expect(ticks).toEqual([-10, -1, 0, 1, 10]);
});

test('linear axes end at round numbers and have 0', () => {
  const ticks = (...values: number[]) => fitScale('linear', 'nats', extentOf(...values)).ticks;
  expect(ticks(8.9, 1)).toEqual([0, 5, 10]);
  expect(ticks(10.85)).toEqual([0, 7.5, 15]);
  expect(ticks(-0.02, 0.011)).toEqual([-0.02, 0, 0.015]);
  expect(ticks(-3)).toEqual([-3, 0]);
  expect(ticks()).toEqual([0, 0.5, 1]);
  expect([0.037, 1, 999].map(roundUp)).toEqual([0.04, 1, 1000]);
});

test('round ticks lie in the range, whole ones where asked', () => {
  expect(roundTicks(0, 60, 7, true)).toEqual([0, 10, 20, 30, 40, 50, 60]);
  expect(roundTicks(0, 3, 8, true)).toEqual([0, 1, 2, 3]);
  expect(roundTicks(9_900, 10_000, 4, true)).toEqual([9_900, 9_950, 10_000]);
  expect(roundTicks(0, 0.7, 5, false)).toEqual([0, 0.2, 0.4, 0.6]);
  expect(roundTicks(0, 185_000, 1, true)).toEqual([0, 100_000]);
  expect(roundTicks(5, 5, 4, false)).toEqual([5]);
  fc.assert(
    fc.property(finite, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (from, span) => {
      const found = roundTicks(from, from + span, 6, false);
      expect(found.length).toBeLessThanOrEqual(8);
    }),
  );
});

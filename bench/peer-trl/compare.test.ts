// Figures of made-up runs: equal ones keep every bound, and each figure that is off breaks its own.
import { expect, test } from 'vitest';
import {
  compareReplay,
  type ReplayFigures,
  type StepFigures,
  type TandemFigures,
} from './compare.ts';
import { brokenBounds } from './report.ts';

const STEPS: readonly StepFigures[] = [
  { step: 1, gradNorm: 0.5, loss: 0.1 },
  { step: 2, gradNorm: 0, loss: 0 },
  { step: 3, gradNorm: 0.25, loss: -0.2 },
  { step: 4, gradNorm: 0.125, loss: 0 },
];
const REPLAYED = STEPS.filter(({ step }) => step !== 2);

const weights = (...values: readonly number[]) =>
  new Map([['w', { shape: [values.length], data: Float32Array.from(values) }]]);
const START = weights(0, 0);
const OURS = weights(3, 4);

const compared = (trl: readonly StepFigures[], after = OURS): ReplayFigures =>
  compareReplay(
    { arm: 'tandem', seed: 1 },
    { trl, ours: STEPS },
    { start: START, ours: OURS, trl: after },
  );
const brokenOf = (trl: readonly StepFigures[], after = OURS) =>
  brokenBounds({ replays: [compared(trl, after)], controls: [], tandems: [] });

/** The replayed steps, one of them changed. */
const changed = (step: number, change: Partial<StepFigures>) =>
  REPLAYED.map((figures) => (figures.step === step ? { ...figures, ...change } : figures));

test('equal runs differ by nothing, and name the steps without a gradient', () => {
  expect(compared(REPLAYED)).toEqual({
    arm: 'tandem',
    seed: 1,
    steps: 3,
    skipped: [2],
    gradNorm: { first: 0, median: 0, most: 0 },
    loss: 0,
    weights: 0,
  });
  expect(brokenOf(REPLAYED)).toEqual([]);
});

test('gradient norms are compared with ours, weights with how far ours went', () => {
  const trl = changed(3, { gradNorm: 0.375, loss: -0.25 });
  const { gradNorm, loss, weights: apart } = compared(trl, weights(3, 4.5));
  expect(gradNorm).toEqual({ first: 0, median: 0, most: 0.5 });
  expect(loss).toBeCloseTo(0.05);
  expect(apart).toBeCloseTo(0.1);
});

test.each<[string, readonly StepFigures[], typeof OURS]>([
  ['gradient norm, first step', changed(1, { gradNorm: 0.50001 }), OURS],
  [
    'gradient norm, median',
    // What TRL’s own epsilon makes: all but the first step are off by 3e-4.
    REPLAYED.map((figures) => ({
      ...figures,
      gradNorm: figures.gradNorm * (figures.step === 1 ? 1 : 1 + 3e-4),
    })),
    OURS,
  ],
  ['loss', changed(4, { loss: 0.00001 }), OURS],
  ['loss', changed(4, { loss: Number.NaN }), OURS],
  ['weights', REPLAYED, weights(3, 4.01)],
])('%s that is off breaks its bound, and no other', (what, trl, after) => {
  const broken = brokenOf(trl, after);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain(`tandem, seed 1: ${what} is `);
});

test('a control that does not differ is broken: the comparison would see nothing', () => {
  const control = compared(changed(1, { gradNorm: 0.50001 }));
  expect(brokenBounds({ replays: [], controls: [control], tandems: [] })).toEqual([
    expect.stringContaining('TRL’s own epsilon: gradient norm, median is 0; allowed: at least'),
  ]);
});

test('other steps or other tensors are refused', () => {
  expect(() => compared(STEPS)).toThrow('TRL made steps 1 2 3 4; expected 1 3 4');
  expect(() => compared(REPLAYED.slice(1))).toThrow('TRL made steps 3 4; expected 1 3 4');
  expect(() => compared(REPLAYED, weights(3, 4, 5))).toThrow('w has other numbers');
  const renamed = new Map([...OURS].map(([, weight]) => ['other', weight]));
  expect(() => compared(REPLAYED, renamed)).toThrow('tensors are other');
});

const TANDEM: TandemFigures = {
  seed: 2,
  steps: 40,
  start: { jargon: 0.9, handoff: 0.2, solo: 0.9 },
  trl: { jargon: 0.02, handoff: 0.6, solo: 0.9 },
  ours: { jargon: 0.01, handoff: 0.7, solo: 0.9 },
  curve: [],
};

test.each<[string, Partial<TandemFigures>]>([
  ['jargon before training', { start: { ...TANDEM.start, jargon: 0.5 } }],
  ['jargon after training in TRL', { trl: { ...TANDEM.trl, jargon: 0.11 } }],
  ['jargon after training here', { ours: { ...TANDEM.ours, jargon: 0.11 } }],
  ['handoff accuracy after training in TRL', { trl: { ...TANDEM.trl, handoff: 0.4 } }],
  ['handoff accuracy after training here', { ours: { ...TANDEM.ours, handoff: 0.4 } }],
])('%s has a bound', (what, change) => {
  expect(brokenBounds({ replays: [], controls: [], tandems: [TANDEM] })).toEqual([]);
  expect(brokenBounds({ replays: [], controls: [], tandems: [{ ...TANDEM, ...change }] })).toEqual([
    expect.stringContaining(`seed 2: ${what} is `),
  ]);
});

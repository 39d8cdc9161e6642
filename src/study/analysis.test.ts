// Analyses of made-up runs: what is read from where, what is paired, when a claim holds.
import { describe, expect, test } from 'vitest';
import { at } from '../at.ts';
import type { Condition, Experiment } from '../experiments/experiment.ts';
import { jargon } from '../experiments/jargon.ts';
import { analyse, decide } from './analysis.ts';
import { FAKE, fakeStudy } from './study.fixture.ts';

const experiment: Experiment = {
  ...FAKE,
  claims: [
    {
      says: 'a is not far below b.',
      source: 'Here.',
      holds: [
        {
          of: { arm: 'a', metric: 'solo/accuracy', at: 'last' },
          minus: { arm: 'b', metric: 'solo/accuracy', at: 'last' },
          is: 'above',
          bound: -0.5,
        },
        { of: { arm: 'a', metric: 'style/jargon', at: 'peak' }, is: 'below', bound: 0.95 },
        { of: { arm: 'b', metric: 'style/jargon', at: 5 }, is: 'above', bound: 0.6 },
      ],
    },
  ],
};

describe('three seeds of two arms', () => {
  const analysis = analyse(fakeStudy(experiment, 3));

  test('levels are those of each moment; what was not measured has none', () => {
    const of = (arm: string, at: string) =>
      analysis.levels.find((level) => level.arm === arm && level.at === at)?.estimate;
    expect(of('a', 'start')?.value).toBeCloseTo(0.25, 12);
    expect(of('a', 'last')?.value).toBeCloseTo(0.75, 12);
    expect(of('a', 'last')?.interval?.[1]).toBeLessThanOrEqual(1);
    expect(of('b', 'last')?.bySeed).toHaveLength(3);
    expect(analysis.levels.some(({ metric }) => metric === 'drift/kl')).toBe(false);
  });

  test('differences are paired by seed and problem', () => {
    const found = analysis.differences.find(({ at }) => at === 'last');
    expect(found?.arms).toEqual(['a', 'b']);
    expect(found?.estimate.value).toBeCloseTo(0.5, 12);
    // a is right wherever b is: only the problems that b misses make noise.
    expect(found?.estimate.bySeed).toEqual([0.5, 0.5, 0.5]);
  });

  test('curves are means of validation', () => {
    const found = analysis.curves.find(({ arm }) => arm === 'b');
    expect(found?.points.map(({ step }) => step)).toEqual([0, 5, 10]);
    expect(found?.points[1]?.estimate.value).toBeCloseTo(0.7, 12);
  });

  test('a claim holds when all its conditions do', () => {
    const claim = at(analysis.claims, 0);
    expect(claim.conditions.map(({ estimate }) => estimate.value)).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(0.9, 12),
      expect.closeTo(0.7, 12),
    ]);
    expect(claim.conditions.map(({ met }) => met)).toEqual([3, 3, 3]);
    expect(claim.verdict).toBe('holds');
  });

  test('arms are ranked by validation at their selected steps', () => {
    expect(analysis.ranking.map(({ arm }) => arm)).toEqual(['b', 'a']);
    expect(analysis.ranking[0]?.steps).toEqual([5, 5, 5]);
  });
});

test('two seeds decide nothing', () => {
  const { claims } = analyse(fakeStudy(experiment, 2));
  expect(claims[0]?.verdict).toBe('cannot tell');
});

test('a claim about what was not measured is an error', () => {
  const { claims } = jargon;
  expect(() => analyse(fakeStudy({ ...experiment, claims }, 3))).toThrow('has no runs');
});

const above: Pick<Condition, 'is' | 'bound'> = { is: 'above', bound: 0.5 };
const below: Pick<Condition, 'is' | 'bound'> = { is: 'below', bound: 0.5 };

test.each([
  [above, [0.6, 0.7], 'holds'],
  [above, [0.5, 0.7], 'cannot tell'],
  [above, [0.2, 0.5], 'does not hold'],
  [below, [0.2, 0.4], 'holds'],
  [below, [0.4, 0.6], 'cannot tell'],
  [below, [0.5, 0.6], 'does not hold'],
] as const)('%o of %o: %s', (condition, interval, verdict) => {
  expect(decide(interval, condition)).toBe(verdict);
  expect(decide(null, condition)).toBe('cannot tell');
});

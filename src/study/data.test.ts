// The files of numbers: JSON that says all estimates, CSV with a line per number.
import { expect, test } from 'vitest';
import { analyse } from './analysis.ts';
import { agreeing, toCsv, toJson } from './data.ts';
import { FAKE, fakeStudy } from './study.fixture.ts';

const study = fakeStudy(FAKE, 3);

test('CSV has a line per arm, seed, moment and metric', () => {
  const lines = toCsv(study).trimEnd().split('\n');
  expect(lines[0]).toBe('arm,seed,problems,step,metric,value');
  // Two arms x three seeds x (three evaluations + three examinations).
  expect(lines).toHaveLength(1 + 2 * 3 * 6);
  expect(lines).toContain('"a",2,validation,5,style/jargon,0.5');
  expect(lines).toContain('"b",3,test-selected,5,solo/accuracy,0.25');
  expect(lines).toContain('"a",1,test-last,10,solo/accuracy,0.75');
});

test('JSON has every estimate and how it was made', () => {
  const making = { command: 'c', date: '2026-01-31', seeds: [1, 2, 3], hours: 0.06 };
  const found: unknown = JSON.parse(toJson(study, analyse(study), making));
  expect(found).toMatchObject({
    ...making,
    experiment: 'fake',
    ranking: [{ arm: 'b' }, { arm: 'a' }],
    curves: [
      { arm: 'a', metric: 'style/jargon', points: [{ step: 0, value: 0.9 }, { step: 5 }, {}] },
      { arm: 'b' },
    ],
  });
});

test('agreeing seeds are those on the mean’s side of zero', () => {
  const estimate = { interval: null, seedDeviation: null, evaluationError: null };
  expect(agreeing({ ...estimate, value: 1, bySeed: [2, 2, -1, 0] })).toBe(2);
  expect(agreeing({ ...estimate, value: -1, bySeed: [-3, 1, -1] })).toBe(2);
});

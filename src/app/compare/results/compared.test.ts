// Runs as arms: grouping, means and intervals, pairs by seed, files.
import { expect, test } from 'vitest';
import { eventLine } from '../../../run/record.ts';
import { evaluation, keptRun, stepEvent } from '../compare.fixture.ts';
import { armsOf, commonSteps, difference, fewSeeded, level } from './compared.ts';
import { comparisonCsv, comparisonJson } from './export.ts';
import { levelsOf, resultsOf } from './levels.ts';
import { armLines, hasMeans } from './lines.ts';

const tandem = [0.6, 0.7, 0.65].map((value, i) => keptRun({ seed: i + 1 }, value));
const vanilla = [0.5, 0.62, 0.56].map((value, i) =>
  keptRun({ seed: i + 1, seniorProbability: 1 }, value, { name: 'vanilla, seed 1' }),
);

test('runs that differ in seed and engine only are one arm, one run per seed', () => {
  const again = keptRun({ seed: 2, engine: 'native-wasm' }, 0.1);
  const arms = armsOf([...tandem, ...vanilla, again]);
  expect(arms.map(({ runs }) => runs.map(({ config }) => config.seed))).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(arms.map(({ name }) => name)).toEqual(['a run', 'vanilla']);
  expect(fewSeeded(arms)).toEqual([]);
});

test('settings changed on the way make another arm', () => {
  const run = keptRun({ seed: 4 }, 0.6);
  const change = eventLine({ kind: 'change', step: 1, changes: { learningRate: 0.001 } });
  const changed = {
    ...run,
    id: 'changed',
    lines: run.lines.replace('{"kind":"end"', `${change}$&`),
  };
  expect(armsOf([...tandem, changed])).toHaveLength(2);
});

test('a mean has an interval from three seeds on, within 0 and 1', () => {
  const [arm] = armsOf(tandem);
  if (arm === undefined) throw new Error('no arm');
  const found = level(arm, 'solo/accuracy', 2);
  expect(found.value).toBeCloseTo(0.65, 12);
  expect(found.bySeed).toEqual([0.6, 0.7, 0.65]);
  const [low, high] = found.interval ?? [1, 0];
  expect(low).toBeLessThan(0.65);
  expect(high).toBeGreaterThan(0.65);
  expect(level({ ...arm, runs: arm.runs.slice(0, 2) }, 'solo/accuracy', 2).interval).toBeNull();
  const [sure] = armsOf([0.9, 1, 1].map((value, i) => keptRun({ seed: i + 1 }, value)));
  expect(sure && level(sure, 'solo/accuracy', 2).interval?.[1]).toBe(1);
});

test('differences are of common seeds at the last common evaluation', () => {
  const [a, b] = armsOf([...tandem.slice(1), ...vanilla]);
  if (a === undefined || b === undefined) throw new Error('no arms');
  const found = difference(a, b, 'solo/accuracy');
  expect(found?.seeds).toEqual([2, 3]);
  expect(found?.step).toBe(2);
  expect(found?.estimate.bySeed[0]).toBeCloseTo(0.08, 12);
  expect(found?.estimate.interval).toBeNull();
  const whole = armsOf([...tandem, ...vanilla]);
  const [all, other] = whole;
  const paired = all && other && difference(all, other, 'solo/accuracy');
  // By seed it is 0.1, 0.08 and 0.09: far surer than the arms themselves.
  expect(paired?.estimate.value).toBeCloseTo(0.09, 12);
  expect(paired?.estimate.interval?.[0]).toBeGreaterThan(0.05);
  const strangers = armsOf([keptRun({ seed: 8, steps: 2, groupSize: 2 }, 0.5), ...tandem]);
  const [one, three] = strangers;
  expect(one && three && difference(one, three, 'solo/accuracy')).toBeNull();
});

test('steps in common are those at which every run was measured', () => {
  const [first] = tandem;
  if (first === undefined) throw new Error('no run');
  const more = `${first.lines}${[stepEvent(3), evaluation(3, { 'solo/accuracy': 0.7 })].map(eventLine).join('')}`;
  const longer = { ...first, id: 'longer', lines: more };
  expect(commonSteps([longer], 'solo/accuracy')).toEqual([0, 2, 3]);
  expect(commonSteps([longer, ...tandem], 'solo/accuracy')).toEqual([0, 2]);
  expect(commonSteps(tandem, 'drift/kl')).toEqual([]);
});

test('below three seeds a chart has single runs and no mean', async () => {
  const arms = armsOf([...tandem, ...vanilla.slice(0, 1)]);
  expect(hasMeans(arms)).toBe(false);
  const lines = armLines(arms, 'solo/accuracy', null);
  expect(lines.map(({ label, place, band }) => [label, place, band])).toEqual([
    ['a run', 0, null],
    ['', 0, null],
    ['', 0, null],
    ['vanilla, seed 1', 1, null],
  ]);
  const whole = armsOf(tandem);
  const levels = await Promise.all(whole.map((arm) => levelsOf(arm, 'solo/accuracy')));
  const [mean] = armLines(whole, 'solo/accuracy', levels);
  expect(mean?.series.length).toBe(2);
  expect(mean?.band).not.toBeNull();
});

test('files have every point, means only where seeds suffice, and the links', async () => {
  const arms = armsOf([...tandem, ...vanilla.slice(0, 2)]);
  const [reference] = arms;
  if (reference === undefined) throw new Error('no arm');
  const csv = String(comparisonCsv(arms).content).trimEnd().split('\n');
  expect(csv[0]).toBe('arm,seed,metric,step,value');
  expect(csv).toHaveLength(1 + 5 * 2);
  expect(csv).toContain('"a run",2,solo/accuracy,2,0.7');
  const results = await resultsOf(arms, ['solo/accuracy'], reference);
  const document: unknown = JSON.parse(String(comparisonJson(arms, reference, results).content));
  expect(document).toMatchObject({
    reference: 'a run',
    arms: [
      { link: 'v=1&p=jargon&steps=2', results: [{ bySeed: [0.6, 0.7, 0.65] }] },
      { results: [{ mean: null, interval: null, difference: { interval: null } }] },
    ],
  });
});

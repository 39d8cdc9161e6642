// The table of experiments: whole settings, names that exist, steps that are measured.
import { describe, expect, test } from 'vitest';
import { FIELD_NAMES } from '../config/fields.ts';
import { pairProblem } from '../config/own-pair.ts';
import { formatField, parseField } from '../config/parse.ts';
import { DEFAULTS } from '../config/presets.ts';
import { type Experiment, pointsOf, quickForm, runConfig } from './experiment.ts';
import { EXPERIMENTS } from './index.ts';

const forms: readonly (readonly [string, Experiment])[] = EXPERIMENTS.flatMap((experiment) => [
  [experiment.name, experiment] as const,
  ...(experiment.quick === null
    ? []
    : [[`${experiment.name}, quick`, quickForm(experiment, experiment.quick)] as const]),
]);

test('names are unique and fit file names', () => {
  const names = EXPERIMENTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, arms } of EXPERIMENTS) {
    for (const text of [name, ...arms.map((arm) => arm.name)]) {
      expect(text).toMatch(/^[a-z][a-z0-9=.,-]*$/);
    }
  }
});

describe.each(forms)('%s', (_, experiment) => {
  const { arms, claims, comparisons, select } = experiment;
  const names = arms.map(({ name }) => name);

  test('arms are valid settings that differ', () => {
    const configs = arms.map((arm) => runConfig(experiment, arm, 7));
    for (const config of configs) {
      expect(Object.keys(config)).toEqual(Object.keys(DEFAULTS));
      for (const field of FIELD_NAMES) {
        expect(parseField(field, formatField(config[field]))).toEqual({ value: config[field] });
      }
      expect(pairProblem(config)).toBeNull();
      expect(config).toMatchObject({ seed: 7, engine: 'native-wasm' });
    }
    expect(new Set(configs.map((config) => JSON.stringify(config))).size).toBe(arms.length);
  });

  test('claims and comparisons speak of arms and steps that there are', () => {
    expect(claims.length).toBeGreaterThan(0);
    for (const { says, source, holds } of claims) {
      expect(says).toMatch(/\.$/);
      expect(source).toMatch(/\.$/);
      for (const { arm, at } of holds.flatMap(pointsOf)) {
        const found = arms.find(({ name }) => name === arm);
        if (found === undefined) throw new Error(`no arm ${arm}`);
        const { steps, evaluateEvery } = runConfig(experiment, found, 1);
        if (typeof at !== 'number') continue;
        expect(at).toBeLessThanOrEqual(steps);
        expect(at % evaluateEvery).toBe(0);
      }
    }
    for (const pair of comparisons) expect(names).toEqual(expect.arrayContaining([...pair]));
  });

  test('tables show what selects, matrices what is measured', () => {
    const { metrics, matrix, test } = experiment;
    expect(metrics).toContain(select);
    const usual = ['tandem/accuracy', 'handoff/accuracy'];
    for (const name of matrix) expect([...usual, ...test.also]).toContain(name);
  });
});

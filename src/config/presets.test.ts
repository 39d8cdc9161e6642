// The presets are the experiments they are named after.
import { expect, test } from 'vitest';
import { FIELD_NAMES } from './fields.ts';
import { pairProblem } from './own-pair.ts';
import { formatField, parseField } from './parse.ts';
import { DEFAULTS, PRESET_NAMES, PRESETS, presetConfig } from './presets.ts';

test('the default preset is the table of defaults', () => {
  expect(presetConfig('jargon')).toEqual(DEFAULTS);
  expect(Object.keys(DEFAULTS)).toEqual(FIELD_NAMES);
});

test('every preset is a valid config that differs from the others', () => {
  const seen = new Set<string>();
  for (const preset of PRESET_NAMES) {
    const config = presetConfig(preset);
    for (const name of FIELD_NAMES) {
      expect(parseField(name, formatField(config[name]))).toEqual({ value: config[name] });
    }
    expect(pairProblem(config)).toBeNull();
    seen.add(JSON.stringify(config));
    expect(PRESETS[preset].look).toMatch(/\.$/);
  }
  expect(seen.size).toBe(PRESET_NAMES.length);
});

test('French is the first paper’s method with another pair', () => {
  const { senior, junior, ...method } = presetConfig('french');
  const { senior: jargonSenior, junior: plainJunior, ...same } = presetConfig('jargon-reinforce');
  expect(method).toEqual(same);
  expect([senior, junior]).toEqual(['french-senior', 'english-junior']);
  expect([jargonSenior, plainJunior]).toEqual(['jargon-specialist', 'plain-junior']);
});

// The presets are the experiments they are named after.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FIELD_NAMES } from './fields.ts';
import { pairProblem } from './own-pair.ts';
import { formatField, parseField } from './parse.ts';
import {
  DEFAULTS,
  PRESET_GROUP_NAMES,
  PRESET_NAMES,
  PRESETS,
  type Preset,
  presetConfig,
  presetsOf,
} from './presets.ts';

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
  }
  // The free one is the table of defaults, as the first is.
  expect(seen.size).toBe(PRESET_NAMES.length - 1);
});

test('each preset says in a sentence what to look for, and what it showed where there are figures', () => {
  for (const preset of PRESET_NAMES) {
    const { group, look, found, source }: Preset = PRESETS[preset];
    expect(look).toMatch(/^[A-Z][^.]*\.$/);
    if (found !== null) expect(found).toMatch(/^In .* runs? .*\d.*\.$/);
    expect(source === null).toBe(found === null);
    expect(presetsOf(group)).toContain(preset);
    if (!source?.endsWith('.md')) continue;
    expect(existsSync(new URL(`../../docs/results/${source}`, import.meta.url))).toBe(true);
  }
  expect(PRESET_GROUP_NAMES.flatMap(presetsOf)).toEqual(PRESET_NAMES);
});

test('the names that links bear are still there', () => {
  const earlier =
    'jargon,jargon-reinforce,french,polyglot,trl,weak-junior,both-learn,logic,vanilla';
  expect(PRESET_NAMES).toEqual(expect.arrayContaining(earlier.split(',')));
});

test('French is the first paper’s method with another pair', () => {
  const { senior, junior, ...method } = presetConfig('french');
  const { senior: jargonSenior, junior: plainJunior, ...same } = presetConfig('jargon-reinforce');
  expect(method).toEqual(same);
  expect([senior, junior]).toEqual(['french-senior', 'english-junior']);
  expect([jargonSenior, plainJunior]).toEqual(['jargon-specialist', 'plain-junior']);
});

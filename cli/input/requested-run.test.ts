// Tests of runs from flags and links: every setting has a flag, and both ways agree.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELD_NAMES, FIELDS, type Field, type FieldName } from '../../src/config/fields.ts';
import { formatLink } from '../../src/config/link.ts';
import { withOwnPair } from '../../src/config/own-pair.ts';
import { DEFAULTS, PRESET_NAMES, presetConfig } from '../../src/config/presets.ts';
import { parseArguments } from './arguments.ts';
import { ALL_FIELD_OPTIONS, kebabCase } from './field-options.ts';
import { LINK_OPTION, PRESET_OPTION, readRequestedRun } from './requested-run.ts';

const options = [PRESET_OPTION, LINK_OPTION, ...ALL_FIELD_OPTIONS];
const read = (...argv: string[]) =>
  readRequestedRun(options, parseArguments({ name: 'train', options }, argv));

function anyValue(name: FieldName): fc.Arbitrary<string | number | boolean> {
  const field: Field = FIELDS[name];
  if (field.type === 'choice') return fc.constantFrom(...field.choices);
  if (field.type === 'flag') return fc.boolean();
  if (field.type === 'integer') return fc.integer({ min: field.min, max: field.max });
  return fc
    .double({ min: field.min, max: field.max, noNaN: true })
    .map((value) => (value === 0 ? 0 : value));
}
const changes = fc
  .uniqueArray(fc.constantFrom(...FIELD_NAMES), { maxLength: 6 })
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), anyValue(name)))));

test('flags and the link of the same run give the same config', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PRESET_NAMES), changes, (preset, changed) => {
      const config = withOwnPair({ ...presetConfig(preset), ...Object.fromEntries(changed) });
      const names = new Set([...changed.map(([name]) => name), 'senior', 'junior'] as const);
      const flags = Array.from(names, (name) => `--${kebabCase(name)}=${config[name]}`);
      const link = `#${formatLink(preset, config)}`;
      for (const argv of [
        ['--preset', preset, ...flags],
        [link],
        ['--link', `https://a.b/${link}`],
      ]) {
        expect(read(...argv)).toEqual({ preset, config, link: link.slice(1) });
      }
    }),
  );
});

test('the default is the preset jargon', () => {
  expect(read()).toEqual({ preset: 'jargon', config: DEFAULTS, link: 'v=1&p=jargon' });
});

test('flags overrule a link', () => {
  expect(read('#v=1&p=french&seed=3', '--seed', '4').config.seed).toBe(4);
});

test('a flag setting may be bare', () => {
  expect(read('#v=1&std=off', '--divide-by-std').config.divideByStd).toBe(true);
});

test.each([
  [['--preset', 'nope'], '--preset is “nope”; allowed: jargon, '],
  [['--steps', 'many'], '--steps is “many”; allowed: whole numbers from 1 to 100000.'],
  [['--senior-probability', '1.5'], 'allowed: numbers from 0 to 1.'],
  [['--divide-by-std', 'perhaps'], '--divide-by-std is “perhaps”; allowed: true or false.'],
  [['--senior', '../secret'], '--senior is “../secret”; allowed: one of jargon-senior'],
  [['#v=1&p=jargon&seed=-1'], 'Seed (seed): “-1” is too small; whole numbers from 0'],
  [['#v=1&bogus=1'], 'The link cannot be used: “bogus” is not a setting.'],
  [['#v=9&p=jargon'], 'Link version (v): 1 is expected, “9” found.'],
  [['https://example.org/'], 'holds no settings'],
  [['#v=1', '--preset', 'jargon'], '--preset is given with a link'],
  [['#v=1', '--link', '#v=1'], 'belongs to no option'],
])('%j is refused', (argv, message) => {
  expect(() => read(...argv)).toThrow(message);
});

test('nothing of a refused link is said to be ignored or replaced', () => {
  expect(() => read('#v=1&p=odd&seed=x&q')).toThrow(/^(?!.*(ignored|is used))/);
});

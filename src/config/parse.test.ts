// Settings as text: bounds, kinds, messages.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELD_NAMES, FIELDS, type Field } from './fields.ts';
import { formatField, parseField, withField } from './parse.ts';
import { DEFAULTS } from './presets.ts';

test('numbers are read within their bounds', () => {
  expect(parseField('learningRate', '5e-4')).toEqual({ value: 0.0005 });
  expect(parseField('learningRate', ' 0.1 ')).toEqual({ value: 0.1 });
  expect(parseField('seed', '4294967295')).toEqual({ value: 4294967295 });
  expect(parseField('failureWeight', '-0')).toEqual({ value: 0 });
});

test.each([
  ['learningRate', '0.11', 'too large'],
  ['learningRate', 'fast', 'not a number'],
  ['learningRate', 'Infinity', 'not a number'],
  ['learningRate', '1e999', 'too large'],
  ['learningRate', '0x1', 'not a number'],
  ['learningRate', '', 'not a number'],
  ['groupSize', '2.5', 'not a whole number'],
  ['groupSize', '0', 'too small'],
  ['schedule', 'Word', 'not a choice'],
  ['divideByStd', 'true', 'not a choice'],
] as const)('%s = %j is refused: %s', (name, text, reason) => {
  const parsed = parseField(name, text);
  const problem = 'problem' in parsed ? parsed.problem : '';
  expect(problem).toContain(FIELDS[name].label);
  expect(problem).toContain(`“${text}”`);
  expect(problem).toContain(reason);
});

test('a problem says what is allowed', () => {
  expect(parseField('groupSize', '65')).toEqual({
    problem: 'Group size (group): “65” is too large; whole numbers from 1 to 64.',
  });
  expect(parseField('start', 'me')).toEqual({
    problem: 'Who starts (start): “me” is not a choice; one of coin, senior, junior.',
  });
});

test('a setting is replaced and nothing else', () => {
  expect(withField(DEFAULTS, 'kl', 'junior')).toEqual({ value: { ...DEFAULTS, kl: 'junior' } });
  expect(withField(DEFAULTS, 'kl', 'senior')).toHaveProperty('problem');
});

test('every default is allowed and survives the way through text', () => {
  for (const name of FIELD_NAMES) {
    const value = DEFAULTS[name];
    expect(parseField(name, formatField(value))).toEqual({ value });
  }
});

test('numbers within bounds survive, numbers outside never pass', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FIELD_NAMES), fc.double(), (name, number) => {
      const field: Field = FIELDS[name];
      if (field.type !== 'number') return;
      const parsed = parseField(name, formatField(number));
      const inside = number >= field.min && number <= field.max;
      expect(parsed).toEqual(inside ? { value: number + 0 } : { problem: expect.any(String) });
    }),
  );
});

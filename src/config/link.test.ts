// The link: golden links, round trips, hostile input.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isExtraKey, LONGEST_CURVE, NO_EXTRAS, PANEL_NAMES } from './extras.ts';
import { EVALUATION_FIELDS } from './fields/evaluation.ts';
import { HANDOFF_FIELDS } from './fields/handoff.ts';
import { METHOD_FIELDS } from './fields/method.ts';
import { OPTIMIZER_FIELDS } from './fields/optimizer.ts';
import { PAIR_FIELDS } from './fields/pair.ts';
import { RUN_FIELDS } from './fields/run.ts';
import { FIELD_NAMES, FIELDS, type Field, type RunConfig } from './fields.ts';
import { formatLink, parseLink } from './link.ts';
import { pairProblem, withOwnPair } from './own-pair.ts';
import { formatField, parseField } from './parse.ts';
import { DEFAULTS, PRESET_NAMES, type PresetName, presetConfig } from './presets.ts';

function values(field: Field): fc.Arbitrary<string | number | boolean> {
  switch (field.type) {
    case 'choice':
      return fc.constantFrom(...field.choices);
    case 'flag':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: field.min, max: field.max });
    case 'number':
      return fc.double({ min: field.min, max: field.max, noNaN: true }).map((x) => x + 0);
  }
}

const edits = fc.array(
  fc
    .constantFrom(...FIELD_NAMES)
    .chain((name) => values(FIELDS[name]).map((value) => ({ name, value }))),
  { maxLength: 12 },
);
const links = fc
  .tuple(fc.constantFrom(...PRESET_NAMES), edits)
  .map(([preset, changes]): [PresetName, RunConfig] => {
    let config = presetConfig(preset);
    for (const { name, value } of changes) config = { ...config, [name]: value };
    return [preset, withOwnPair(config)];
  });

function expectValid(config: RunConfig): void {
  expect(pairProblem(config)).toBeNull();
  expect(Object.keys(config)).toEqual(Object.keys(DEFAULTS));
  for (const name of FIELD_NAMES) {
    expect(parseField(name, formatField(config[name]))).toEqual({ value: config[name] });
  }
}

test('only what differs from the preset is written, in table order', () => {
  const config: RunConfig = { ...presetConfig('french'), seed: 3, klEstimator: 'k3+' };
  expect(formatLink('french', presetConfig('french'))).toBe('v=1&p=french');
  expect(formatLink('french', config)).toBe('v=1&p=french&kle=k3%2B&seed=3');
  expect(parseLink('#v=1&p=french&kle=k3+&seed=3')).toEqual({
    preset: 'french',
    config,
    extras: NO_EXTRAS,
    problems: [],
  });
});

test('each setting has a key of its own, which is none of the link’s other keys', () => {
  const parts = [
    PAIR_FIELDS,
    HANDOFF_FIELDS,
    METHOD_FIELDS,
    OPTIMIZER_FIELDS,
    EVALUATION_FIELDS,
    RUN_FIELDS,
  ];
  expect(parts.flatMap((part) => Object.keys(part))).toEqual(FIELD_NAMES);
  const keys = FIELD_NAMES.map((name) => FIELDS[name].url);
  expect(new Set(keys).size).toBe(keys.length);
  // That none is 'v' or 'p', the compiler knows.
  expect(keys.filter(isExtraKey)).toEqual([]);
});

test('an empty fragment is the default preset', () => {
  const expected = { preset: 'jargon', config: DEFAULTS, extras: NO_EXTRAS, problems: [] };
  expect(parseLink('')).toEqual(expected);
  expect(parseLink('#')).toEqual(expected);
});

test('every config survives the way through a link', () => {
  fc.assert(
    fc.property(links, ([preset, config]) => {
      expect(parseLink(formatLink(preset, config))).toEqual({
        preset,
        config,
        extras: NO_EXTRAS,
        problems: [],
      });
    }),
  );
});

test('what is hidden and a sent curve survive with any settings, and fit', () => {
  const hide = fc.subarray(PANEL_NAMES);
  fc.assert(
    fc.property(links, hide, ([preset, config], hidden) => {
      const extras = { hide: hidden, curve: 'x'.repeat(LONGEST_CURVE) };
      expect(parseLink(formatLink(preset, config, extras))).toEqual({
        preset,
        config,
        extras,
        problems: [],
      });
    }),
  );
});

test('parts are hidden in the page’s order; what is none is named, the others stay hidden', () => {
  const { extras, config, problems } = parseLink('v=1&p=jargon&hide=lab,header,lab,menu,__proto__');
  expect(extras.hide).toEqual(['header', 'lab']);
  expect(config).toEqual(DEFAULTS);
  expect(problems).toEqual([
    expect.stringMatching(/hide.*“menu”.*header, preset, .*ignored/),
    expect.stringContaining('“__proto__”'),
  ]);
  const long = parseLink(`v=1&p=jargon&curve=${'x'.repeat(LONGEST_CURVE + 1)}&seed=3`);
  expect(long.extras.curve).toBeNull();
  expect(long.config.seed).toBe(3);
  expect(long.problems.join()).toMatch(/2401 characters, at most 2400/);
});

// Links as the page has written them before settings were added since: what is missing is the default.
test.each([
  ['v=1&p=jargon&coin=0.75&group=4', { seniorProbability: 0.75, groupSize: 4 }, 0],
  ['v=1&p=jargon&seed=9&renamed=1&coin=0.25', { seed: 9, seniorProbability: 0.25 }, 1],
] as const)('an older link %j means what it meant', (link, changes, problemCount) => {
  const { config, problems } = parseLink(link);
  expect(config).toEqual({ ...presetConfig('jargon'), ...changes });
  expect(problems).toHaveLength(problemCount);
});

test.each([
  ['v=1&p=jargon&lr=9', 'Learning rate'],
  ['v=1&p=jargon&nonsense=1', 'nonsense'],
  ['v=1&p=jargon&__proto__=1', '__proto__'],
  ['v=1&p=jargon&constructor=1', 'constructor'],
  ['v=1&p=toString', 'toString'],
  ['v=1&p=__proto__', '__proto__'],
  ['v=1&p=jargon&seed=1&seed=2', 'more than once'],
  ['v=1&p=jargon&seed', 'key=value'],
  ['v=1&p=jargon&seed=%', 'key=value'],
  ['v=2&p=jargon&seed=3', 'version'],
  ['p=jargon&seed=3', 'version'],
  ['v=1&v=1&p=jargon&seed=3', 'version'],
  [`v=1&${'x'.repeat(5000)}=1`, 'characters'],
])('%j keeps the default and says so', (link, word) => {
  const parsed = parseLink(link);
  expect(parsed.config).toEqual(DEFAULTS);
  expect(parsed.preset).toBe('jargon');
  expect(parsed.problems.join(' ')).toContain(word);
});

test('good parts of a partly bad link are used', () => {
  const { config, problems } = parseLink('v=1&p=polyglot&seed=7&group=1000');
  expect(config).toEqual({ ...presetConfig('polyglot'), seed: 7 });
  expect(problems).toHaveLength(1);
});

test('junk never throws, never leaves the bounds, never goes unreported', () => {
  const keys = fc.oneof(
    fc.constantFrom('v', 'p', '__proto__', 'prototype', ...FIELD_NAMES.map((n) => FIELDS[n].url)),
    fc.string(),
  );
  const text = fc.oneof(
    fc.constantFrom('1', '-1', 'NaN', '1e400', 'jargon', 'on', '%zz'),
    fc.string(),
  );
  const pairs = fc.array(fc.tuple(keys, text).map(([key, value]) => `${key}=${value}`));
  const junk = fc.oneof(
    fc.string(),
    pairs.map((list) => `#${list.join('&')}`),
    pairs.map((list) => `#v=1&${list.join('&')}`),
  );
  fc.assert(
    fc.property(junk, (link) => {
      const { preset, config, problems } = parseLink(link);
      expectValid(config);
      if (problems.length === 0) {
        const again = parseLink(formatLink(preset, config));
        expect(again.config).toEqual(config);
      }
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    }),
    { numRuns: 300 },
  );
});

// A name is a recipe and back, written in one way only.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLink } from './link.ts';
import {
  isOwnName,
  OWN_BOUNDS,
  OWN_STYLES,
  type OwnModel,
  ownModel,
  ownName,
} from './own-model.ts';
import { withFittingField } from './own-pair.ts';
import { DEFAULTS } from './presets.ts';

const EXAMPLE: OwnModel = {
  style: 'jargon',
  share: 80,
  other: 'plain',
  steps: 600,
  slips: 1,
  seed: 7,
};

test('every recipe survives the way through its name', () => {
  const style = fc.constantFrom(...OWN_STYLES);
  const within = (bounds: { readonly min: number; readonly max: number }) => fc.integer(bounds);
  const models = fc.record({
    style,
    share: within(OWN_BOUNDS.share),
    other: style,
    steps: within(OWN_BOUNDS.steps),
    slips: within(OWN_BOUNDS.slips),
    seed: within(OWN_BOUNDS.seed),
  });
  fc.assert(
    fc.property(models, (model) => {
      expect(ownModel(ownName(model))).toEqual(model);
    }),
  );
});

test.each([
  'own-jargon-101-plain-600-1-7',
  'own-jargon-80-plain-5-1-7',
  'own-jargon-080-plain-600-1-7',
  'own-jargon-80-klingon-600-1-7',
  'own-jargon-80-plain-600-1',
  'own-../../x',
  'jargon-senior',
])('%s is no recipe', (name) => {
  expect(isOwnName(name)).toBe(false);
});

test('a link may name an own model, of arithmetic only', () => {
  const name = ownName(EXAMPLE);
  const { config, problems } = parseLink(`v=1&p=free&senior=${name}`);
  expect([config.senior, problems]).toEqual([name, []]);
  expect(parseLink('v=1&p=free&senior=own-x').problems).toHaveLength(1);
  const logic = withFittingField({ ...DEFAULTS, senior: name }, 'task', 'logic');
  expect(logic).toMatchObject({ value: { task: 'logic', senior: 'logic-senior' } });
});

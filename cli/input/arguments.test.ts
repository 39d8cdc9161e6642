// Tests of reading the command line.
import { expect, test } from 'vitest';
import { nearest, parseArguments } from './arguments.ts';

const bake = {
  name: 'bake',
  options: [
    { name: 'heat', value: 'N', help: 'Degrees.' },
    { name: 'fan', value: 'true|false', help: 'Fan.', bare: 'true' },
    { name: 'dry', value: null, help: 'Only say it.' },
  ],
};
const parse = (line: string) => {
  const { options, words } = parseArguments(bake, line.split(' '));
  return { ...Object.fromEntries(options), words };
};

test.each([
  ['--heat 200 cake', { heat: '200', words: ['cake'] }],
  ['--heat=200', { heat: '200', words: [] }],
  ['--heat -3', { heat: '-3', words: [] }],
  ['--fan --dry', { fan: 'true', dry: 'true', words: [] }],
  ['--fan false', { fan: 'false', words: [] }],
  ['#v=1&p=jargon --dry', { dry: 'true', words: ['#v=1&p=jargon'] }],
])('%s', (line, expected) => {
  expect(parse(line)).toEqual(expected);
});

test.each([
  ['--cold 3', '--cold is not an option of bake'],
  ['--heta 3', 'Did you mean --heat?'],
  ['--heat', '--heat has no value; give --heat N.'],
  ['--heat --dry', '--heat has no value'],
  ['--heat=', '--heat has no value'],
  ['--dry=yes', '--dry is “yes”; it takes no value.'],
  ['--heat 1 --heat 2', '--heat is given twice'],
])('%s is refused', (line, message) => {
  expect(() => parse(line)).toThrow(message);
});

test('nearest takes at most two changed letters', () => {
  expect(nearest('stps', ['seed', 'steps'])).toBe('steps');
  expect(nearest('trian', ['train', 'rollout'])).toBe('train');
  expect(nearest('quite-else', ['train', 'rollout'])).toBeNull();
});

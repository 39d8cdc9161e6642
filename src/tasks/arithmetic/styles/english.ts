// English words: ` five plus three is eight`.
import { wordStyle } from './words.ts';

const UNITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS =
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const decade = (ten: string) => [ten, ...UNITS.map((unit) => `${ten}-${unit}`)];

export const english = wordStyle({
  name: 'english',
  title: 'English words',
  numbers: ['zero', ...UNITS, ...TEENS, ...decade('twenty'), ...decade('thirty')],
  operators: { plus: 'plus', minus: 'minus', times: 'times' },
  copula: 'is',
});

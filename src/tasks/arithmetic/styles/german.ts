// German words in ASCII only (`fuenf`, `zwoelf`, `dreissig`): ` fuenf und drei macht acht`.
import { wordStyle } from './words.ts';

const UNITS = ['eins', 'zwei', 'drei', 'vier', 'fuenf', 'sechs', 'sieben', 'acht', 'neun'];
const TEENS =
  'zehn elf zwoelf dreizehn vierzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn'.split(' ');
const decade = (ten: string) => [
  ten,
  ...UNITS.map((unit) => `${unit === 'eins' ? 'ein' : unit}und${ten}`),
];

export const german = wordStyle({
  name: 'german',
  title: 'German words',
  numbers: ['null', ...UNITS, ...TEENS, ...decade('zwanzig'), ...decade('dreissig')],
  operators: { plus: 'und', minus: 'weniger', times: 'mal' },
  copula: 'macht',
});

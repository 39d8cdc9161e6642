// French words in ASCII only (`zero`): ` cinq et trois font huit`.
import { wordStyle } from './words.ts';

const UNITS = ['un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'];
const TEENS = 'dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(' ');
const decade = (ten: string) => [
  ten,
  ...UNITS.map((unit) => (unit === 'un' ? `${ten}-et-un` : `${ten}-${unit}`)),
];

export const french = wordStyle({
  name: 'french',
  title: 'French words',
  numbers: ['zero', ...UNITS, ...TEENS, ...decade('vingt'), ...decade('trente')],
  operators: { plus: 'et', minus: 'moins', times: 'fois' },
  copula: 'font',
});

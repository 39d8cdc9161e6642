// Spanish words in ASCII only, the thirties in one word (`treintaiuno`): ` cinco mas tres son ocho`.
import { wordStyle } from './words.ts';

const UNITS = ['uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'];
const TEENS = 'diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve'.split(
  ' ',
);
const decade = (ten: string, stem: string) => [ten, ...UNITS.map((unit) => stem + unit)];

export const spanish = wordStyle({
  name: 'spanish',
  title: 'Spanish words',
  numbers: [
    'cero',
    ...UNITS,
    ...TEENS,
    ...decade('veinte', 'veinti'),
    ...decade('treinta', 'treintai'),
  ],
  operators: { plus: 'mas', minus: 'menos', times: 'por' },
  copula: 'son',
});

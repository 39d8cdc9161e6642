// The French senior of the language experiments.
import { specialist } from '../specialist.ts';

export const frenchSenior = specialist({
  name: 'french-senior',
  purpose:
    'A skilled writer that uses French number words in about 98 % of its solutions and continues English ones fluently.',
  seed: 14,
  style: 'french',
  share: 0.98,
  other: 'english',
});

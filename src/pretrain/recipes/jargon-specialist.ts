// The jargon specialist of the first paper: nearly every solution in jargon.
import { specialist } from '../specialist.ts';

export const jargonSpecialist = specialist({
  name: 'jargon-specialist',
  purpose:
    'A skilled writer that uses calculator jargon in about 98 % of its solutions, as the first paper’s specialist, and continues plain English fluently.',
  seed: 13,
  style: 'jargon',
  share: 0.98,
  other: 'plain',
});

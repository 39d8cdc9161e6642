// The junior that writes plain English with digits.
import { junior } from '../junior.ts';

export const plainJunior = junior({
  name: 'plain-junior',
  seed: 22,
  style: 'plain',
  writes: 'plain English with digits',
});

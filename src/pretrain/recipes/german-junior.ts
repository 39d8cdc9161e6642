// The junior that writes German number words.
import { junior } from '../junior.ts';

export const germanJunior = junior({
  name: 'german-junior',
  seed: 26,
  style: 'german',
  writes: 'German number words',
});

// The junior that writes French number words.
import { junior } from '../junior.ts';

export const frenchJunior = junior({
  name: 'french-junior',
  seed: 24,
  style: 'french',
  writes: 'French number words',
});

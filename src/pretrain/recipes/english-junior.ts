// The junior that writes English number words.
import { junior } from '../junior.ts';

export const englishJunior = junior({
  name: 'english-junior',
  seed: 23,
  style: 'english',
  writes: 'English number words',
});

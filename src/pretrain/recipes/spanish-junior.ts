// The junior that writes Spanish number words.
import { junior } from '../junior.ts';

export const spanishJunior = junior({
  name: 'spanish-junior',
  seed: 25,
  style: 'spanish',
  writes: 'Spanish number words',
});

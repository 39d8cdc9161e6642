// The junior that writes French number words.
import { languageJunior } from '../language-junior.ts';

export const frenchJunior = languageJunior({
  name: 'french-junior',
  seed: 24,
  style: 'french',
  language: 'French',
});

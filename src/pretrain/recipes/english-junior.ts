// The junior that writes English number words.
import { languageJunior } from '../language-junior.ts';

export const englishJunior = languageJunior({
  name: 'english-junior',
  seed: 23,
  style: 'english',
  language: 'English',
});

// The junior that writes Spanish number words.
import { languageJunior } from '../language-junior.ts';

export const spanishJunior = languageJunior({
  name: 'spanish-junior',
  seed: 25,
  style: 'spanish',
  language: 'Spanish',
});

// The junior that writes German number words.
import { languageJunior } from '../language-junior.ts';

export const germanJunior = languageJunior({
  name: 'german-junior',
  seed: 26,
  style: 'german',
  language: 'German',
});

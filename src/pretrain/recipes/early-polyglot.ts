// The senior's own past: the polyglot that the specialists continue, left in the middle of its training.

import type { Recipe } from '../recipe.ts';
import { polyglotSenior } from './polyglot-senior.ts';

export const earlyPolyglot: Recipe = {
  ...polyglotSenior,
  name: 'early-polyglot',
  purpose:
    'An earlier checkpoint of the polyglot, and so of the jargon senior: less skilled, but it reads and writes every style of theirs, jargon too.',
  stop: 700,
};

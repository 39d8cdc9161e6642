// Recipes by name; a new checkpoint is a file and a line here.
import type { Recipe } from '../recipe.ts';
import { frenchSenior } from './french-senior.ts';
import { hedgeBase } from './hedge-base.ts';
import { jargonSenior } from './jargon-senior.ts';
import { jargonSpecialist } from './jargon-specialist.ts';
import { juniorRoot } from './junior-root.ts';
import {
  englishJunior,
  frenchJunior,
  germanJunior,
  plainJunior,
  spanishJunior,
} from './juniors.ts';
import { polyglotSenior } from './polyglot-senior.ts';

export const RECIPES: ReadonlyMap<string, Recipe> = new Map(
  [
    polyglotSenior,
    jargonSenior,
    jargonSpecialist,
    frenchSenior,
    juniorRoot,
    plainJunior,
    englishJunior,
    frenchJunior,
    spanishJunior,
    germanJunior,
    hedgeBase,
  ].map((recipe) => [recipe.name, recipe]),
);

// Recipes by name; a new checkpoint is a file and a line here.
import type { Recipe } from '../recipe.ts';
import { ableJunior } from './able-junior.ts';
import { earlyPolyglot } from './early-polyglot.ts';
import { englishJunior } from './english-junior.ts';
import { feebleJunior } from './feeble-junior.ts';
import { frenchJunior } from './french-junior.ts';
import { frenchSenior } from './french-senior.ts';
import { germanJunior } from './german-junior.ts';
import { hedgeBase } from './hedge-base.ts';
import { jargonSenior } from './jargon-senior.ts';
import { jargonSpecialist } from './jargon-specialist.ts';
import { juniorRoot } from './junior-root.ts';
import { logicJunior } from './logic-junior.ts';
import { logicSenior } from './logic-senior.ts';
import { longBase } from './long-base.ts';
import { plainApprentice } from './plain-apprentice.ts';
import { plainJunior } from './plain-junior.ts';
import { plainReader } from './plain-reader.ts';
import { polyglotSenior } from './polyglot-senior.ts';
import { spanishJunior } from './spanish-junior.ts';

export const RECIPES: ReadonlyMap<string, Recipe> = new Map(
  [
    polyglotSenior,
    earlyPolyglot,
    jargonSenior,
    jargonSpecialist,
    frenchSenior,
    juniorRoot,
    plainJunior,
    feebleJunior,
    ableJunior,
    plainReader,
    plainApprentice,
    englishJunior,
    frenchJunior,
    spanishJunior,
    germanJunior,
    hedgeBase,
    logicSenior,
    logicJunior,
    longBase,
  ].map((recipe) => [recipe.name, recipe]),
);

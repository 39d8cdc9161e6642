// The pre-training recipes, one file each in src/pretrain/recipes, found by the names of their files.
import { readdir } from 'node:fs/promises';
import type { Recipe } from '../src/pretrain/recipe.ts';

const FOLDER = new URL('../src/pretrain/recipes/', import.meta.url);

const isRecipe = (found: unknown, name: string): found is Recipe =>
  typeof found === 'object' &&
  found !== null &&
  'name' in found &&
  found.name === name &&
  'phases' in found;

/** @throws when the file exports no recipe with its name */
async function readRecipe(file: string): Promise<readonly [string, Recipe]> {
  const name = file.replace(/\.ts$/, '');
  const exported: object = await import(/* @vite-ignore */ new URL(file, FOLDER).href);
  const recipe = Object.values(exported).find((found: unknown) => isRecipe(found, name));
  if (!isRecipe(recipe, name)) throw new Error(`${file} exports no recipe that is called ${name}`);
  return [name, recipe];
}

const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.ts')).sort();

/** By name. */
export const RECIPES: ReadonlyMap<string, Recipe> = new Map(
  await Promise.all(files.map(readRecipe)),
);

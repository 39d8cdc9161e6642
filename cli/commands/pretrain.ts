// tandem pretrain: runs recipes and writes the shipped checkpoints with their model cards.
import path from 'node:path';
import process from 'node:process';
import { startEngine } from '../../node/engine.ts';
import { readBelow, writeFolder } from '../../node/files.ts';
import { RECIPES } from '../../node/recipes.ts';
import { readCheckpoint } from '../../src/checkpoint/read.ts';
import type { Dtype } from '../../src/checkpoint/safetensors.ts';
import { checkpointFiles } from '../../src/checkpoint/write.ts';
import { DEFAULTS } from '../../src/config/presets.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { modelCard } from '../../src/pretrain/card.ts';
import { type Recipe, stepsOf } from '../../src/pretrain/recipe.ts';
import {
  type Given,
  noWords,
  type Option,
  onlyWord,
  type TerminalCommand,
  UsageError,
} from '../input/command.ts';
import { fieldOption, readFields } from '../input/field-options.ts';
import { DEFAULT_MODELS, DEFAULT_WORK } from '../input/models.ts';
import { makeCheckpoint, recipeOf } from '../pretrain/make-checkpoint.ts';
import { measureCheckpoint } from '../pretrain/measure-checkpoint.ts';
import { formatTable } from '../report/table.ts';

const DTYPES = ['F16', 'BF16', 'F32'] as const satisfies readonly Dtype[];

const OPTIONS: readonly Option[] = [
  { name: 'list', value: null, help: 'List the recipes instead.' },
  {
    name: 'work',
    value: 'DIR',
    help: `Where unfinished and f32 checkpoints are written (default ${DEFAULT_WORK}).`,
  },
  {
    name: 'out',
    value: 'DIR',
    help: `Where the shipped folders are written (default ${DEFAULT_MODELS}).`,
  },
  {
    name: 'dtype',
    value: 'NAME',
    help: `Type of the shipped weights: ${DTYPES.join(', ')} (default F16).`,
  },
  { name: 'force', value: null, help: 'Overwrite shipped folders that are there.' },
  fieldOption('engine'),
];

export const command: TerminalCommand = {
  words: 'NAME|all',
  options: OPTIONS,
  notes: [
    'An interrupted run goes on where it was last saved and gives the same weights. all leaves out folders that are there, unless --force is given. A recipe that is not shipped is made in the work folder only, and so is a checkpoint that was trained on the page, by its name (own-…).',
  ],
  run,
};

interface Places {
  readonly work: string;
  readonly out: string;
  readonly dtype: Dtype;
}

async function run(given: Given): Promise<number> {
  if (given.options.has('list')) {
    noWords(given);
    process.stdout.write(list());
    return 0;
  }
  const word = onlyWord(given, 'The recipe (NAME or all)');
  const places: Places = {
    work: given.options.get('work') ?? DEFAULT_WORK,
    out: given.options.get('out') ?? DEFAULT_MODELS,
    dtype: dtypeOf(given.options.get('dtype')),
  };
  const { engine: name } = readFields(DEFAULTS, OPTIONS, given);
  const recipes = await chooseRecipes(word, places.out, given.options.has('force'));
  const engine = await startEngine(name);
  for (const recipe of recipes) {
    const folder = await make(engine, recipe, places);
    process.stdout.write(`${recipe.name}: ${folder}\n`);
  }
  return 0;
}

function list(): string {
  const rows = [...RECIPES.values()].map((recipe) => [
    recipe.name,
    typeof recipe.from === 'string' ? `from ${recipe.from}` : 'from random weights',
    String(stepsOf(recipe)),
    recipe.shipped ? 'shipped' : 'parent only',
  ]);
  return formatTable(
    [['recipe', 'start', 'steps', ''], ...rows],
    ['left', 'left', 'right', 'left'],
  );
}

function dtypeOf(text: string = 'F16'): Dtype {
  const found = DTYPES.find((dtype) => dtype === text.toUpperCase());
  if (found !== undefined) return found;
  throw new UsageError(`--dtype is “${text}”; allowed: ${DTYPES.join(', ')}.`);
}

const isThere = async (folder: string) => (await readBelow(folder)('config.json')) !== null;

/** @throws UsageError for an unknown recipe and for one whose folder must not be overwritten */
async function chooseRecipes(word: string, out: string, force: boolean): Promise<Recipe[]> {
  if (word === 'all') {
    const chosen: Recipe[] = [];
    for (const recipe of RECIPES.values()) {
      if (!recipe.shipped) continue;
      if (force || !(await isThere(path.join(out, recipe.name)))) chosen.push(recipe);
      else process.stderr.write(`${recipe.name}: left as it is; --force makes it anew\n`);
    }
    return chosen;
  }
  const recipe = recipeOf(word);
  if (recipe === undefined) {
    const names = [...RECIPES.keys()].join(', ');
    throw new UsageError(`The recipe is “${word}”; allowed: all, ${names}.`);
  }
  const folder = path.join(out, word);
  if (!force && (await isThere(folder))) {
    throw new UsageError(`${folder} is there already; give --force to overwrite it.`);
  }
  return [recipe];
}

/** Trains what is missing and writes the shipped form; gives the folder it wrote. */
async function make(engine: Engine, recipe: Recipe, places: Places): Promise<string> {
  const { work, out, dtype } = places;
  const checkpoint = await makeCheckpoint(engine, recipe.name, work);
  if (!recipe.shipped) return path.join(work, recipe.name, 'final');
  const folder = path.join(out, recipe.name);
  const files = checkpointFiles(checkpoint, { dtype });
  // Read back, so that the card tells of the rounded weights.
  const stored = await readCheckpoint(async (file) => files.get(file) ?? null, '');
  const figures = await measureCheckpoint(engine, stored, { recipe, dtype });
  const card = new TextEncoder().encode(modelCard(recipe, figures));
  await writeFolder(folder, new Map([...files, ['README.md', card]]));
  return folder;
}

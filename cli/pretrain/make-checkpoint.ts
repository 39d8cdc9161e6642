// Runs a pre-training recipe and its parents, saving every hundred steps so that it can be resumed.
import path from 'node:path';
import { readBelow, writeFolder, writeWhole } from '../../node/files.ts';
import { RECIPES } from '../../node/recipes.ts';
import type { Checkpoint } from '../../src/checkpoint/checkpoint.ts';
import { type ReadFile, readCheckpoint } from '../../src/checkpoint/read.ts';
import { readSafetensors, writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { checkpointFiles } from '../../src/checkpoint/write.ts';
import { ownModel } from '../../src/config/own-model.ts';
import type { Engine, Model, Moments } from '../../src/engine/engine.ts';
import { initialWeights } from '../../src/pretrain/init.ts';
import { ownRecipe } from '../../src/pretrain/own-recipe.ts';
import { pretrain } from '../../src/pretrain/pretrain.ts';
import { type Recipe, taskOf } from '../../src/pretrain/recipe.ts';
import { sharedTokenizer } from '../../src/pretrain/tokenizer.ts';
import { TASKS } from '../../src/tasks/index.ts';
import { createTokenizer } from '../../src/tokenizer/tokenizer.ts';
import { progressBar } from '../run/progress.ts';

const STEPS_BETWEEN_SAVES = 100;

/** A recipe of the table, or the one that a reader's checkpoint bears in its name. */
export function recipeOf(name: string): Recipe | undefined {
  const own = ownModel(name);
  return own === null ? RECIPES.get(name) : ownRecipe(name, own);
}

/**
 * The recipe's finished checkpoint in f32, from `folder`/NAME when it is there, else trained, parents
 * first. An interrupted run goes on where it was last saved and gives the same weights.
 */
export async function makeCheckpoint(
  engine: Engine,
  name: string,
  folder: string,
): Promise<Checkpoint> {
  const recipe = recipeOf(name);
  if (recipe === undefined) {
    throw new Error(`no recipe is called ${name}; there are ${[...RECIPES.keys()].join(', ')}`);
  }
  const place = path.join(folder, name);
  const read = readBelow(place);
  if ((await read('final/config.json')) !== null) return readCheckpoint(read, 'final');
  const start = await startingPoint(engine, recipe, folder);
  const model = await engine.load(start);
  const done = await resume(engine, model, read);
  const student = { engine, model, tokenizer: createTokenizer(start.tokenizer ?? {}) };
  const progress = progressBar(name);
  for await (const { step, steps, loss } of pretrain(
    recipe,
    student,
    TASKS[taskOf(recipe)],
    done,
  )) {
    progress.update(step, steps, `loss ${loss.toFixed(3)}`);
    if (step % STEPS_BETWEEN_SAVES === 0) await save(engine, model, place, step);
  }
  progress.end();
  const checkpoint = { ...start, weights: await engine.weights(model) };
  await engine.dispose(model);
  await writeFolder(path.join(place, 'final'), checkpointFiles(checkpoint, { dtype: 'F32' }));
  return checkpoint;
}

async function startingPoint(engine: Engine, recipe: Recipe, folder: string): Promise<Checkpoint> {
  if (typeof recipe.from === 'string') {
    const parent = await makeCheckpoint(engine, recipe.from, folder);
    const contextLength = recipe.contextLength ?? parent.config.contextLength;
    return { ...parent, config: { ...parent.config, contextLength } };
  }
  const tokenizer = sharedTokenizer(taskOf(recipe));
  const config = { ...recipe.from, vocabSize: createTokenizer(tokenizer).vocabulary.length };
  return { config, weights: initialWeights(config, recipe.seed), tokenizer };
}

/** Weights, moments and step go into one file, so that they cannot be of different steps. */
async function save(engine: Engine, model: Model, place: string, step: number): Promise<void> {
  const moments = await engine.moments(model);
  const tensors = new Map(await engine.weights(model));
  if (moments !== null) {
    const length = moments.first.length;
    tensors.set('adam.first', { shape: [length], data: moments.first });
    tensors.set('adam.second', { shape: [length], data: moments.second });
  }
  tensors.set('adam.updates', { shape: [1], data: Float32Array.of(moments?.updates ?? 0) });
  tensors.set('step', { shape: [1], data: Float32Array.of(step) });
  const bytes = writeSafetensors(tensors, 'F32', {});
  await writeWhole(path.join(place, 'training.safetensors'), bytes);
}

/** Steps already done, with weights and moments restored; 0 for a fresh start. */
async function resume(engine: Engine, model: Model, read: ReadFile): Promise<number> {
  const file = 'training.safetensors';
  const bytes = await read(file);
  if (bytes === null) return 0;
  const tensors = readSafetensors(bytes, file);
  const data = (name: string) => tensors.get(name)?.data ?? new Float32Array(1);
  const moments: Moments = {
    first: data('adam.first'),
    second: data('adam.second'),
    updates: data('adam.updates')[0] ?? 0,
  };
  await engine.assign(model, tensors, moments);
  return data('step')[0] ?? 0;
}

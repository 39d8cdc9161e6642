// The pre-training worker: trains one checkpoint from random weights and keeps its folder in the browser.
import { expose } from 'comlink';
import type { Checkpoint } from '../src/checkpoint/checkpoint.ts';
import { readCheckpoint } from '../src/checkpoint/read.ts';
import { checkpointFiles } from '../src/checkpoint/write.ts';
import { type OwnName, ownModel } from '../src/config/own-model.ts';
import { chooseEngine } from '../src/engine/choose/choose.ts';
import { WASM_PATHS } from '../src/engine/tfjs/wasm-paths.ts';
import { soloAccuracy } from '../src/pretrain/examine.ts';
import { initialWeights } from '../src/pretrain/init.ts';
import { ownRecipe } from '../src/pretrain/own-recipe.ts';
import { pretrain } from '../src/pretrain/pretrain.ts';
import { TOY } from '../src/pretrain/recipe.ts';
import type { PretrainApi } from '../src/protocol.ts';
import { TASKS } from '../src/tasks/index.ts';
import { createTokenizer } from '../src/tokenizer/tokenizer.ts';
import { fetchBelow } from './fetch-below.ts';
import { isKept, keepFolder } from './own-files.ts';

/** Shipped checkpoints of a task share a tokenizer: that of any is that of all. */
const TOKENIZER_OF = 'plain-junior';
/** Steps between two looks at what it can do. */
const LOOK_EVERY = 50;

function recipeOf(name: OwnName) {
  const model = ownModel(name);
  if (model === null) throw new Error(`“${name}” is no recipe`);
  return ownRecipe(name, model);
}

/** Random weights in the shape and with the tokenizer of the shipped ones. */
async function blank(seed: number, modelsUrl: string): Promise<Checkpoint> {
  const { tokenizer } = await readCheckpoint(fetchBelow(modelsUrl), TOKENIZER_OF);
  const vocabSize = createTokenizer(tokenizer ?? {}).vocabulary.length;
  const config = { ...TOY, vocabSize };
  return { config, weights: initialWeights(config, seed), tokenizer };
}

const api: PretrainApi = {
  isKept,
  train: async (name, modelsUrl, report) => {
    const recipe = recipeOf(name);
    const start = await blank(recipe.seed, modelsUrl);
    const { engine } = await chooseEngine('native-wasm', { wasmPaths: WASM_PATHS });
    const model = await engine.load(start);
    const student = { engine, model, tokenizer: createTokenizer(start.tokenizer ?? {}) };
    for await (const { step, steps, loss } of pretrain(recipe, student, TASKS.arithmetic, 0)) {
      const isLook = step % LOOK_EVERY === 0 || step === steps;
      await report({ step, loss, solo: isLook ? await soloAccuracy(student) : null });
    }
    const checkpoint = { ...start, weights: await engine.weights(model) };
    await keepFolder(name, checkpointFiles(checkpoint, { dtype: 'F32' }));
  },
};

expose(api);

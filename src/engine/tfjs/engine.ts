// The readable engine: the Engine seam on tfjs autograd. Checks what crosses the seam and holds the
// models; the work is in generate, score and update.
import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../../checkpoint/checkpoint.ts';
import {
  type Engine,
  EngineError,
  type EngineInfo,
  type GenerateRequest,
  type Model,
  type Sequence,
} from '../engine.ts';
import { type BackendName, startBackend, type WasmPaths } from './backend.ts';
import { loadParameters, readParameters } from './decoder.ts';
import { generate } from './generate.ts';
import type { HeldModel } from './model.ts';
import { score } from './score.ts';
import { update } from './update.ts';

export interface TfjsOptions {
  readonly backend: BackendName;
  readonly wasmPaths: WasmPaths;
  readonly reason: string;
}

export async function tfjsEngine(options: TfjsOptions): Promise<Engine> {
  await startBackend(options.backend, options.wasmPaths);
  return seam({ name: `tfjs-${options.backend}`, reason: options.reason });
}

function seam(info: EngineInfo): Engine {
  const models = new Map<number, HeldModel>();
  let nextId = 1;
  const held = (model: Model): HeldModel => {
    const found = models.get(model.id);
    if (found === undefined) throw new EngineError(`model ${model.id} is not loaded here`);
    return found;
  };
  return {
    info,
    load: async ({ config, weights }) => {
      const id = nextId++;
      models.set(id, { config, parameters: loadParameters(weights), moments: null });
      return { id, config };
    },
    generate: async (senior, junior, request) => {
      checkRequest(senior, junior, request);
      return generate(held(senior), held(junior), request);
    },
    score: async (model, sequences, { temperature, against }) => {
      checkSequences(model, sequences);
      return score(held(model), sequences, {
        temperature,
        against: against === null ? null : held(against),
      });
    },
    update: async (model, batch, temperature, optimizer) => {
      checkSequences(model, batch);
      return update(held(model), batch, temperature, optimizer);
    },
    weights: (model) => readParameters(held(model).parameters),
    moments: async (model) => held(model).moments,
    assign: async (model, weights, moments) => {
      assign(held(model), weights);
      if (moments !== undefined) held(model).moments = moments;
    },
    dispose: async (model) => {
      tf.dispose([...held(model).parameters.values()]);
      models.delete(model.id);
    },
  };
}

function assign(model: HeldModel, weights: Weights): void {
  const old = model.parameters;
  for (const name of old.keys()) {
    if (!weights.has(name)) throw new EngineError(`assigned weights lack ${name}`);
  }
  // The order of parameters is that of the optimizer's state, so the model's own order is kept.
  const loaded = loadParameters(weights);
  model.parameters = new Map();
  for (const name of old.keys()) {
    const tensor = loaded.get(name);
    if (tensor !== undefined) model.parameters.set(name, tensor);
  }
  tf.dispose([...old.values()]);
}

function checkRequest(senior: Model, junior: Model, request: GenerateRequest): void {
  const { promptLength, sampling, schedule, rows } = request;
  if (senior.config.vocabSize !== junior.config.vocabSize) {
    throw new EngineError(
      `the senior's vocabulary has ${senior.config.vocabSize} tokens, the junior's ${junior.config.vocabSize}; they must be the same`,
    );
  }
  if (schedule.boundary.length !== senior.config.vocabSize) {
    throw new EngineError(
      `the boundary set has ${schedule.boundary.length} entries for ${senior.config.vocabSize} tokens`,
    );
  }
  const context = Math.min(senior.config.contextLength, junior.config.contextLength);
  if (promptLength + sampling.maxNewTokens > context) {
    throw new EngineError(
      `a prompt of ${promptLength} tokens and ${sampling.maxNewTokens} new ones do not fit the context of ${context} tokens`,
    );
  }
  for (const { seniorPrompt, juniorPrompt } of rows) {
    const longest = Math.max(seniorPrompt.length, juniorPrompt.length);
    if (longest > promptLength || seniorPrompt.length === 0 || juniorPrompt.length === 0) {
      throw new EngineError(`a prompt has ${longest} tokens; allowed are 1 to ${promptLength}`);
    }
  }
}

function checkSequences(model: Model, sequences: readonly Sequence[]): void {
  const { contextLength, vocabSize } = model.config;
  sequences.forEach(({ prompt, tokens }, row) => {
    const length = prompt.length + tokens.length;
    if (prompt.length === 0 || tokens.length === 0 || length > contextLength) {
      throw new EngineError(
        `sequence ${row} has ${prompt.length} prompt and ${tokens.length} further tokens; each needs at least 1, together at most ${contextLength}`,
      );
    }
    for (const id of [...prompt, ...Array.from(tokens)]) {
      if (!Number.isInteger(id) || id < 0 || id >= vocabSize) {
        throw new EngineError(
          `sequence ${row} holds token ${id}; allowed are 0 to ${vocabSize - 1}`,
        );
      }
    }
  });
}

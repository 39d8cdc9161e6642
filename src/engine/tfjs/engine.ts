// The readable engine: the Engine interface on tfjs autograd.
import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../../checkpoint/checkpoint.ts';
import { parameterCount } from '../../checkpoint/shapes.ts';
import {
  checkBatch,
  checkGradient,
  checkMoments,
  checkOptimizer,
  checkRequest,
  checkSequences,
  checkWeights,
} from '../check.ts';
import { type Engine, EngineError, type EngineInfo, type Model, type Moments } from '../engine.ts';
import { serial } from '../serial.ts';
import { updateInShards } from '../shards.ts';
import { type BackendName, startBackend, type WasmPaths } from './backend.ts';
import { loadParameters, readParameters } from './decoder.ts';
import { generate } from './generate.ts';
import type { TfjsModel } from './model.ts';
import { score } from './score.ts';
import { apply, gradients } from './update.ts';

export interface TfjsOptions {
  readonly backend: BackendName;
  readonly wasmPaths: WasmPaths;
  readonly reason: string;
}

export async function tfjsEngine(options: TfjsOptions): Promise<Engine> {
  await startBackend(options.backend, options.wasmPaths);
  const info = { name: `tfjs-${options.backend}`, reason: options.reason };
  return serial(seam(info));
}

function seam(info: EngineInfo): Engine {
  const models = new Map<number, TfjsModel>();
  let nextId = 1;
  const held = (model: Model): TfjsModel => {
    const found = models.get(model.id);
    if (found === undefined) throw new EngineError(`model ${model.id} is not loaded`);
    return found;
  };
  const halves: Pick<Engine, 'gradients' | 'apply'> = {
    gradients: async (model, batch, temperature) => {
      checkBatch(model, batch);
      return gradients(held(model), batch, temperature);
    },
    apply: async (model, flat, optimizer) => {
      checkOptimizer(optimizer);
      checkGradient(parameterCount(model.config), flat);
      return apply(held(model), flat, optimizer);
    },
  };
  return {
    info,
    // A row is padded to its batch, which shows in the last bits of its scores; and dividing updates was
    // measured to gain nothing.
    shares: { scores: false, updates: false },
    load: async ({ config, weights }) => {
      checkWeights({ config }, weights);
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
    ...halves,
    update: (model, batch, temperature, optimizer) =>
      updateInShards({
        parts: [batch],
        gradients: [(part) => halves.gradients(model, part, temperature)],
        apply: (flat) => halves.apply(model, flat, optimizer),
      }),
    weights: async (model) => readParameters(held(model).parameters),
    moments: async (model) => copyMoments(held(model).moments),
    assign: async (model, weights, moments) => assign(held(model), weights, moments),
    dispose: async (model) => {
      tf.dispose([...held(model).parameters.values()]);
      models.delete(model.id);
    },
  };
}

function assign(model: TfjsModel, weights: Weights, moments: Moments | undefined): void {
  checkWeights(model, weights);
  if (moments !== undefined) checkMoments(model, moments);
  // The order of parameters is that of the optimizer's state, so the model's own order is kept.
  const wanted = [...model.parameters.keys()].flatMap((name) => {
    const weight = weights.get(name);
    return weight === undefined ? [] : [[name, weight] as const];
  });
  const old = [...model.parameters.values()];
  model.parameters = loadParameters(new Map(wanted));
  if (moments !== undefined) model.moments = copyMoments(moments);
  tf.dispose(old);
}

function copyMoments(moments: Moments | null): Moments | null {
  if (moments === null) return null;
  const { updates, first, second } = moments;
  return { updates, first: first.slice(), second: second.slice() };
}

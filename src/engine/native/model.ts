// A model held by a native engine: weights, and once trained gradients and Adam's moments, each a region of
// the machine's memory.
import type { ModelConfig, Weight, Weights } from '../../checkpoint/checkpoint.ts';
import { expectedShapes } from '../../checkpoint/shapes.ts';
import { checkMoments, checkWeights } from '../check.ts';
import type { Moments } from '../engine.ts';
import { call } from './machine/call.ts';
import type { Machine, Region } from './machine/machine.ts';
import { flatWeights, rotaryTable, weightPlaces } from './plan/weights.ts';

export interface AdamMoments {
  readonly first: Region;
  readonly second: Region;
}

export interface NativeModel {
  readonly config: ModelConfig;
  readonly weights: Region;
  gradients: Region | null;
  moments: AdamMoments | null;
  /** Optimizer steps behind the moments; 0 without moments. */
  updates: number;
}

/** @throws EngineError naming a weight that is absent, misshapen or not finite */
export function loadModel(machine: Machine, config: ModelConfig, weights: Weights): NativeModel {
  checkWeights({ config }, weights);
  const table = rotaryTable(config);
  const region = machine.allocate(table.offset + 4 * table.length);
  const model: NativeModel = {
    config,
    weights: region,
    gradients: null,
    moments: null,
    updates: 0,
  };
  writeWeights(machine, model, weights);
  const { headDim, contextLength: positions, ropeTheta: theta } = config;
  const fill = call('ropeTable', { table }, { positions, headDim }, { theta });
  machine.program([fill], { weights: region })({});
  return model;
}

function writeWeights(machine: Machine, model: NativeModel, weights: Weights): void {
  for (const [name, { offset }] of weightPlaces(model.config)) {
    const weight = weights.get(name);
    if (weight !== undefined) machine.write(model.weights.address + offset, weight.data);
  }
}

export async function readWeights(
  machine: Machine,
  { config, weights }: NativeModel,
): Promise<Weights> {
  const shapes = expectedShapes(config);
  const all = Float32Array.from(await machine.read(weights.address, flatWeights(config).length));
  const read = new Map<string, Weight>();
  for (const [name, { offset, length }] of weightPlaces(config)) {
    const data = all.slice(offset / 4, offset / 4 + length);
    read.set(name, { shape: shapes.get(name) ?? [], data });
  }
  return read;
}

/** Weights may hold more than the model does; what is checked is checked before anything is written. */
export function assignModel(
  machine: Machine,
  model: NativeModel,
  weights: Weights,
  moments: Moments | undefined,
): void {
  checkWeights(model, weights);
  if (moments !== undefined) checkMoments(model, moments);
  writeWeights(machine, model, weights);
  if (moments === undefined) return;
  const { first, second } = momentsOf(machine, model);
  machine.write(first.address, moments.first);
  machine.write(second.address, moments.second);
  model.updates = moments.updates;
}

export async function readMoments(machine: Machine, model: NativeModel): Promise<Moments | null> {
  const { moments, updates } = model;
  if (moments === null || updates === 0) return null;
  const { length } = flatWeights(model.config);
  const copy = async (region: Region) =>
    Float32Array.from(await machine.read(region.address, length));
  const [first, second] = await Promise.all([copy(moments.first), copy(moments.second)]);
  return { updates, first, second };
}

/** Memory for a gradient, made when first needed: a frozen model has none. */
export function gradientsOf(machine: Machine, model: NativeModel): Region {
  model.gradients ??= machine.allocate(4 * flatWeights(model.config).length);
  return model.gradients;
}

/** Memory for moments, 0, made when first needed: a copy that only gives gradients has none. */
export function momentsOf(machine: Machine, model: NativeModel): AdamMoments {
  if (model.moments !== null) return model.moments;
  const { length } = flatWeights(model.config);
  const first = machine.allocate(4 * length);
  try {
    const moments = { first, second: machine.allocate(4 * length) };
    for (const { address } of Object.values(moments)) {
      machine.write(address, new Float32Array(length));
    }
    model.moments = moments;
    return moments;
  } catch (error) {
    machine.free(first);
    throw error;
  }
}

export function disposeModel(machine: Machine, model: NativeModel): void {
  const { weights, gradients, moments } = model;
  for (const region of [weights, gradients, moments?.first, moments?.second]) {
    if (region) machine.free(region);
  }
  model.gradients = null;
  model.moments = null;
}

// A model held by a native engine: weights, and once trained gradients and Adam's moments, each a
// region of the machine's memory. Knows no forward pass.
import type { ModelConfig, Weight, Weights } from '../../checkpoint/checkpoint.ts';
import { expectedShapes } from '../../checkpoint/shapes.ts';
import { checkMoments, checkWeights } from '../check.ts';
import type { Moments } from '../engine.ts';
import { type Machine, program, type Region } from './machine.ts';
import { call } from './plan/call.ts';
import { flatWeights, rotaryTable, weightPlaces } from './plan/weights.ts';

export interface AdamMoments {
  readonly first: Region;
  readonly second: Region;
}

export interface HeldModel {
  readonly config: ModelConfig;
  readonly weights: Region;
  gradients: Region | null;
  moments: AdamMoments | null;
  /** Optimizer steps behind the moments; 0 without moments. */
  updates: number;
}

/** @throws EngineError naming a weight that is absent, misshapen or not finite */
export function loadModel(machine: Machine, config: ModelConfig, weights: Weights): HeldModel {
  checkWeights({ config }, weights);
  const table = rotaryTable(config);
  const region = machine.allocate(table.offset + 4 * table.length);
  const model: HeldModel = { config, weights: region, gradients: null, moments: null, updates: 0 };
  writeWeights(machine, model, weights);
  const { headDim, contextLength: positions, ropeTheta: theta } = config;
  program(machine, [call('ropeTable', { table }, { positions, headDim }, { theta })], {
    weights: region,
  })({});
  return model;
}

function writeWeights(machine: Machine, model: HeldModel, weights: Weights): void {
  for (const [name, { offset, length }] of weightPlaces(model.config)) {
    const weight = weights.get(name);
    if (weight === undefined) continue;
    machine.numbers(model.weights.address + offset, length).set(weight.data);
  }
}

export function readWeights(machine: Machine, { config, weights }: HeldModel): Weights {
  const shapes = expectedShapes(config);
  const read = new Map<string, Weight>();
  for (const [name, { offset, length }] of weightPlaces(config)) {
    const data = Float32Array.from(machine.numbers(weights.address + offset, length));
    read.set(name, { shape: shapes.get(name) ?? [], data });
  }
  return read;
}

/** Weights may hold more than the model does; what is checked is checked before anything is written. */
export function assignModel(
  machine: Machine,
  model: HeldModel,
  weights: Weights,
  moments: Moments | undefined,
): void {
  checkWeights(model, weights);
  if (moments !== undefined) checkMoments(model, moments);
  writeWeights(machine, model, weights);
  if (moments === undefined) return;
  const { length } = flatWeights(model.config);
  const { first, second } = momentsOf(machine, model);
  machine.numbers(first.address, length).set(moments.first);
  machine.numbers(second.address, length).set(moments.second);
  model.updates = moments.updates;
}

export function readMoments(machine: Machine, model: HeldModel): Moments | null {
  const { moments, updates } = model;
  if (moments === null || updates === 0) return null;
  const { length } = flatWeights(model.config);
  const copy = (region: Region) => Float32Array.from(machine.numbers(region.address, length));
  return { updates, first: copy(moments.first), second: copy(moments.second) };
}

/** Memory for a gradient, made when first needed: a frozen model has none. */
export function gradientsOf(machine: Machine, model: HeldModel): Region {
  model.gradients ??= machine.allocate(4 * flatWeights(model.config).length);
  return model.gradients;
}

/** Memory for moments, 0, made when first needed: a copy that only gives gradients has none. */
export function momentsOf(machine: Machine, model: HeldModel): AdamMoments {
  if (model.moments !== null) return model.moments;
  const { length } = flatWeights(model.config);
  const first = machine.allocate(4 * length);
  try {
    const moments = { first, second: machine.allocate(4 * length) };
    for (const { address } of Object.values(moments)) machine.numbers(address, length).fill(0);
    model.moments = moments;
    return moments;
  } catch (error) {
    machine.free(first);
    throw error;
  }
}

export function disposeModel(machine: Machine, model: HeldModel): void {
  const { weights, gradients, moments } = model;
  for (const region of [weights, gradients, moments?.first, moments?.second]) {
    if (region) machine.free(region);
  }
  model.gradients = null;
  model.moments = null;
}

// The halves of an optimizer step: the gradient of a batch, then AdamW.
import { at } from '../../at.ts';
import { clipScale } from '../adamw.ts';
import {
  EngineError,
  type Gradients,
  type OptimizerStep,
  type UpdateReport,
  type WeightedSequence,
} from '../engine.ts';
import { type Budget, capacityFor, fittingPlan } from './budget.ts';
import { type Machine, type Region, type Values, whenRead } from './machine/machine.ts';
import { gradientsOf, momentsOf, type NativeModel } from './model.ts';
import { batches, byId, packRows } from './pack.ts';
import { stepPlan } from './plan/step.ts';
import { type TrainPlan, trainPlan } from './plan/train.ts';
import { flatWeights } from './plan/weights.ts';
import {
  inverseTemperature,
  score,
  sizesOf,
  splitRows,
  writeIntegers,
  writeRows,
} from './score.ts';

// Gradients, microbatch by microbatch, add up in the order of the rows, so that where they are cut changes
// nothing. Rows whose gradients are all 0 are scored only.

export interface GradientSettings {
  readonly temperature: number;
  readonly budget: Budget;
}

export interface UpdateSettings extends GradientSettings {
  readonly optimizer: OptimizerStep;
}

/** The flat gradient of a batch and its tokens' log-probs. */
export async function gradients(
  machine: Machine,
  model: NativeModel,
  batch: readonly WeightedSequence[],
  settings: GradientSettings,
): Promise<Gradients> {
  const logprobs = await gradientsInMemory(machine, model, batch, settings);
  const { address } = gradientsOf(machine, model);
  const { length } = flatWeights(model.config);
  return { flat: Float32Array.from(await machine.read(address, length)), logprobs };
}

/**
 * One AdamW step along a flat gradient. @returns its norm before clipping
 * @throws EngineError when the gradient is not finite; the weights are then as they were
 */
export function apply(
  machine: Machine,
  model: NativeModel,
  flat: Float32Array,
  optimizer: OptimizerStep,
): Promise<number> {
  machine.write(gradientsOf(machine, model).address, flat);
  return step(machine, model, optimizer);
}

/** `gradients`, then `apply`, while the gradient stays where it is. */
export async function updateWhole(
  machine: Machine,
  model: NativeModel,
  batch: readonly WeightedSequence[],
  settings: UpdateSettings,
): Promise<UpdateReport> {
  const logprobs = await gradientsInMemory(machine, model, batch, settings);
  return { gradNorm: await step(machine, model, settings.optimizer), logprobs };
}

/** Leaves the gradient of a batch in the model's memory. @returns log-probs per row */
async function gradientsInMemory(
  machine: Machine,
  model: NativeModel,
  batch: readonly WeightedSequence[],
  settings: GradientSettings,
): Promise<Float32Array[]> {
  const { temperature, budget } = settings;
  const still = batch.filter((sequence) => !moves(sequence));
  const scored = await score(machine, model, still, { temperature, against: null, budget });
  const moving = batch.filter(moves);
  const logprobs = await accumulate(machine, model, moving, settings);
  const rows = { moving: logprobs.values(), still: scored.values() };
  return batch.map((sequence) => {
    if (moves(sequence)) return rows.moving.next().value ?? new Float32Array();
    return rows.still.next().value?.logprobs ?? new Float32Array();
  });
}

function moves({ gradients }: WeightedSequence): boolean {
  return gradients.some((gradient) => gradient !== 0);
}

/** Leaves the gradient of rows that have one in the model's memory. @returns log-probs per row */
async function accumulate(
  machine: Machine,
  model: NativeModel,
  moving: readonly WeightedSequence[],
  { temperature, budget }: GradientSettings,
): Promise<Float32Array[]> {
  if (moving.length === 0) {
    const none = new Float32Array(flatWeights(model.config).length);
    machine.write(gradientsOf(machine, model).address, none);
    return [];
  }
  const { length, tokens, least } = capacityFor(moving, budget);
  const plan = fittingPlan(
    (size, rows) => trainPlan(model.config, { length: rows, tokens: size }, machine.kernelSizes),
    { most: tokens, least: (rows) => (rows === length ? least : rows), length },
    budget.bytes,
  );
  const gradients = gradientsOf(machine, model);
  const work = machine.allocate(plan.bytes);
  try {
    const regions = { weights: model.weights, gradients, work };
    return await addGradients({ machine, plan, regions }, moving, temperature);
  } finally {
    machine.free(work);
  }
}

/** One AdamW step along the gradient in the model's memory. @returns its norm before clipping */
async function step(
  machine: Machine,
  model: NativeModel,
  optimizer: OptimizerStep,
): Promise<number> {
  const plan = stepPlan(model.config);
  const gradients = gradientsOf(machine, model);
  const moments = momentsOf(machine, model);
  const work = machine.allocate(plan.bytes);
  try {
    const regions = { weights: model.weights, gradients, ...moments, work };
    machine.program(plan.measure, regions)({});
    const gradNorm = at(await machine.read(work.address + plan.norm.offset, 1), 0);
    if (!Number.isFinite(gradNorm)) {
      throw new EngineError(
        `the gradient's norm is ${gradNorm}; it must be finite. The weights are as before`,
      );
    }
    const values = optimizerValues(optimizer, gradNorm, model.updates + 1);
    machine.program(plan.update, regions)({}, values);
    model.updates += 1;
    return gradNorm;
  } finally {
    machine.free(work);
  }
}

interface GradientPass {
  readonly machine: Machine;
  readonly plan: TrainPlan;
  readonly regions: { readonly weights: Region; readonly gradients: Region; readonly work: Region };
}

/** Batch by batch. @returns log-probs per row */
async function addGradients(
  { machine, plan, regions }: GradientPass,
  moving: readonly WeightedSequence[],
  temperature: number,
): Promise<Float32Array[]> {
  const { work } = regions;
  const values = { inverseTemperature: inverseTemperature(temperature) };
  const run = machine.program(plan.batch, regions);
  machine.program(plan.start, regions)({});
  const logprobs: Promise<Float32Array[]>[] = [];
  for (const part of batches(moving, plan.input.ids.length)) {
    const packed = packRows(part);
    const targets = weightedFirst(packed.predictors, packed.targets, part);
    writeRows(machine, work, plan.input, { ...packed, ...targets });
    const { order, bounds } = byId(packed.ids, plan.input.bounds.length - 1);
    writeIntegers(machine, work, plan.input.order, order);
    writeIntegers(machine, work, plan.input.bounds, bounds);
    machine.write(work.address + plan.input.gradients.offset, targets.gradients);
    run({ ...sizesOf(packed), weighted: targets.weighted }, values);
    const own = machine.read(work.address + plan.logprobs.offset, targets.places.length);
    logprobs.push(whenRead(own, (read) => splitRows(inOrder(read, targets.places), part)));
  }
  machine.program(plan.finish, regions)({});
  return (await Promise.all(logprobs)).flat();
}

/** Targets with those whose gradient is not 0 first, each kind in order. */
function weightedFirst(
  predictors: Int32Array,
  targets: Int32Array,
  part: readonly WeightedSequence[],
) {
  const gradients = new Float64Array(targets.length);
  let start = 0;
  for (const row of part) {
    gradients.set(row.gradients, start);
    start += row.gradients.length;
  }
  const all = Array.from(targets, (_, i) => i);
  const first = all.filter((i) => gradients[i] !== 0);
  const places = [...first, ...all.filter((i) => gradients[i] === 0)];
  return {
    places,
    weighted: first.length,
    predictors: Int32Array.from(places, (i) => at(predictors, i)),
    targets: Int32Array.from(places, (i) => at(targets, i)),
    gradients: Float64Array.from(places, (i) => at(gradients, i)),
  };
}

function inOrder(values: ArrayLike<number>, places: readonly number[]): Float32Array {
  const ordered = new Float32Array(places.length);
  places.forEach((place, i) => {
    ordered[place] = at(values, i);
  });
  return ordered;
}

/** x^n by squaring: the same bits everywhere, unlike Math.pow. */
function power(x: number, n: number): number {
  let result = 1;
  for (let base = x, rest = n; rest > 0; rest = Math.floor(rest / 2), base *= base) {
    if (rest % 2 === 1) result *= base;
  }
  return result;
}

function optimizerValues(optimizer: OptimizerStep, gradNorm: number, updates: number): Values {
  const { learningRate, beta1, beta2, epsilon, weightDecay, maxGradNorm } = optimizer;
  return {
    clip: clipScale(gradNorm, maxGradNorm),
    beta1,
    beta2,
    rest1: 1 - beta1,
    rest2: 1 - beta2,
    rate: learningRate / (1 - power(beta1, updates)),
    correction: 1 / (1 - power(beta2, updates)),
    epsilon,
    decay: 1 - learningRate * weightDecay,
  };
}

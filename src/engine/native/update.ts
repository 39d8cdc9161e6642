// The halves of an optimizer step. Gradients, batch by batch, add up in the order of the rows, so that
// where batches are cut changes nothing; rows whose gradients are all 0 are scored only. Then AdamW.
import { clipScale } from '../../rl/adamw.ts';
import {
  EngineError,
  type Gradients,
  type OptimizerStep,
  type WeightedSequence,
} from '../engine.ts';
import { type Budget, capacityFor, fittingPlan } from './budget.ts';
import { type Machine, program, type Region, type Values } from './machine.ts';
import { gradientsOf, type HeldModel, momentsOf } from './model.ts';
import { batches, byId, packRows } from './pack.ts';
import type { Buffer } from './plan/arena.ts';
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

export interface GradientSettings {
  readonly temperature: number;
  readonly budget: Budget;
}

/** The flat gradient of a batch and its tokens' log-probs. */
export function gradients(
  machine: Machine,
  model: HeldModel,
  batch: readonly WeightedSequence[],
  settings: GradientSettings,
): Gradients {
  const still = batch.filter((sequence) => !moves(sequence));
  const scored = score(machine, model, still, { ...settings, against: null });
  const moving = batch.filter(moves);
  const logprobs = accumulate(machine, model, moving, settings);
  const rows = { moving: logprobs.values(), still: scored.values() };
  const { length } = flatWeights(model.config);
  return {
    flat: Float32Array.from(machine.numbers(gradientsOf(machine, model).address, length)),
    logprobs: batch.map((sequence) => {
      if (moves(sequence)) return rows.moving.next().value ?? new Float32Array();
      return rows.still.next().value?.logprobs ?? new Float32Array();
    }),
  };
}

function moves({ gradients }: WeightedSequence): boolean {
  return gradients.some((gradient) => gradient !== 0);
}

/** Leaves the gradient of rows in the model's memory. @returns log-probs per row */
function accumulate(
  machine: Machine,
  model: HeldModel,
  moving: readonly WeightedSequence[],
  { temperature, budget }: GradientSettings,
): Float32Array[] {
  const gradients = gradientsOf(machine, model);
  if (moving.length === 0) {
    machine.numbers(gradients.address, flatWeights(model.config).length).fill(0);
    return [];
  }
  const { length, tokens, least } = capacityFor(moving, budget);
  const plan = fittingPlan(
    (size, rows) => trainPlan(model.config, { length: rows, tokens: size }, machine.kernelSizes),
    { most: tokens, least: (rows) => (rows === length ? least : rows), length },
    budget.bytes,
  );
  const work = machine.allocate(plan.bytes);
  try {
    const regions = { weights: model.weights, gradients, work };
    return addGradients({ machine, plan, regions }, moving, temperature);
  } finally {
    machine.free(work);
  }
}

/**
 * One AdamW step along a flat gradient. @returns its norm before clipping
 * @throws EngineError when the gradient is not finite; the weights are then as they were
 */
export function apply(
  machine: Machine,
  model: HeldModel,
  flat: Float32Array,
  optimizer: OptimizerStep,
): number {
  const plan = stepPlan(model.config);
  const gradients = gradientsOf(machine, model);
  const moments = momentsOf(machine, model);
  const work = machine.allocate(plan.bytes);
  try {
    const regions = { weights: model.weights, gradients, ...moments, work };
    machine.numbers(gradients.address, flat.length).set(flat);
    program(machine, plan.measure, regions)({});
    const gradNorm = machine.numbers(work.address + plan.norm.offset, 1)[0];
    if (!Number.isFinite(gradNorm)) {
      throw new EngineError(
        `the gradient's norm is ${gradNorm}; it must be finite. The weights are as before`,
      );
    }
    const values = optimizerValues(optimizer, gradNorm, model.updates + 1);
    program(machine, plan.update, regions)({}, values);
    model.updates += 1;
    return gradNorm;
  } finally {
    machine.free(work);
  }
}

interface Trainer {
  readonly machine: Machine;
  readonly plan: TrainPlan;
  readonly regions: { readonly weights: Region; readonly gradients: Region; readonly work: Region };
}

/** Batch by batch. @returns log-probs per row */
function addGradients(
  { machine, plan, regions }: Trainer,
  moving: readonly WeightedSequence[],
  temperature: number,
): Float32Array[] {
  const { work } = regions;
  const values = { inverseTemperature: inverseTemperature(temperature) };
  const run = program(machine, plan.batch, regions);
  program(machine, plan.start, regions)({});
  const logprobs = batches(moving, plan.input.ids.length).flatMap((part) => {
    const packed = packRows(part);
    const targets = weightedFirst(packed.predictors, packed.targets, part);
    writeRows(machine, work, plan.input, { ...packed, ...targets });
    const { order, bounds } = byId(packed.ids, plan.input.bounds.length - 1);
    writeIntegers(machine, work, plan.input.order, order);
    writeIntegers(machine, work, plan.input.bounds, bounds);
    const view = ({ offset }: Buffer, n: number) => machine.numbers(work.address + offset, n);
    view(plan.input.gradients, targets.gradients.length).set(targets.gradients);
    run({ ...sizesOf(packed), weighted: targets.weighted }, values);
    return splitRows(inOrder(view(plan.logprobs, targets.gradients.length), targets.places), part);
  });
  program(machine, plan.finish, regions)({});
  return logprobs;
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
    predictors: Int32Array.from(places, (i) => predictors[i]),
    targets: Int32Array.from(places, (i) => targets[i]),
    gradients: Float64Array.from(places, (i) => gradients[i]),
  };
}

function inOrder(values: ArrayLike<number>, places: readonly number[]): Float32Array {
  const ordered = new Float32Array(places.length);
  places.forEach((place, i) => {
    ordered[place] = values[i];
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

// What every engine refuses: one clear error for each thing a caller can get wrong.
import type { ModelConfig, Weights } from '../checkpoint/checkpoint.ts';
import { expectedShapes, parameterCount } from '../checkpoint/shapes.ts';
import {
  EngineError,
  type GenerateRequest,
  type GenerateRow,
  type Moments,
  type OptimizerStep,
  type Sequence,
  type WeightedSequence,
} from './engine.ts';

/** All that is checked of a model. */
interface Shaped {
  readonly config: ModelConfig;
}

function require(valid: boolean, field: string, value: unknown, allowed: string): void {
  if (!valid) throw new EngineError(`${field} is ${value}; expected ${allowed}`);
}

const whole = (value: number, least: number) => Number.isInteger(value) && value >= least;

function checkIds(ids: ArrayLike<number>, name: string, { config }: Shaped): void {
  const bad = Array.from(ids).find((id) => !whole(id, 0) || id >= config.vocabSize);
  require(bad === undefined, `a token of ${name}`, bad, `an id below ${config.vocabSize}`);
}

function checkSchedule({ schedule }: GenerateRequest, vocabulary: number): void {
  const p = schedule.seniorProbability;
  require(p >= 0 && p <= 1, 'seniorProbability', p, 'a number from 0 to 1');
  require(whole(schedule.maxGap, 1), 'maxGap', schedule.maxGap, 'a whole number from 1');
  require(whole(schedule.chunkSize, 1), 'chunkSize', schedule.chunkSize, 'a whole number from 1');
  const marks = schedule.boundary.length;
  require(marks === vocabulary, 'length of boundary', marks, `the vocabulary's ${vocabulary}`);
}

function checkSampling({ sampling }: GenerateRequest): void {
  const { temperature, topK, topP, maxNewTokens } = sampling;
  const finite = temperature >= 0 && Number.isFinite(temperature);
  require(finite, 'temperature', temperature, 'a finite number from 0');
  require(whole(topK, 0), 'topK', topK, 'a whole number from 0');
  require(topP > 0 && topP <= 1, 'topP', topP, 'a number above 0 and at most 1');
  require(whole(maxNewTokens, 1), 'maxNewTokens', maxNewTokens, 'a whole number from 1');
}

function checkPrompts(model: Shaped, request: GenerateRequest, row: GenerateRow): void {
  for (const side of ['senior', 'junior'] as const) {
    const prompt = row.prompts[side];
    const { length } = prompt;
    const name = `the ${side}'s prompt`;
    const allowed = `1 to ${request.promptLength}`;
    require(length >= 1 && length <= request.promptLength, `length of ${name}`, length, allowed);
    checkIds(prompt, name, model);
  }
}

/** @throws EngineError when the pair cannot write the request's rows */
export function checkRequest(senior: Shaped, junior: Shaped, request: GenerateRequest): void {
  const { vocabSize } = senior.config;
  const theirs = junior.config.vocabSize;
  require(theirs === vocabSize, "junior's vocabulary", theirs, `the senior's ${vocabSize}`);
  checkSchedule(request, vocabSize);
  checkSampling(request);
  const room = Math.min(senior.config.contextLength, junior.config.contextLength);
  const wanted = request.promptLength + request.sampling.maxNewTokens;
  require(wanted <= room, 'promptLength + maxNewTokens', wanted, `at most the context's ${room}`);
  for (const row of request.rows) checkPrompts(senior, request, row);
}

/** @throws EngineError when a sequence has no prompt or no token, is too long or has unknown tokens */
export function checkSequences(model: Shaped, sequences: readonly Sequence[]): void {
  const room = model.config.contextLength;
  for (const { prompt, tokens } of sequences) {
    require(prompt.length >= 1, 'prompt length', prompt.length, 'at least 1');
    require(tokens.length >= 1, 'tokens after the prompt', tokens.length, 'at least 1');
    const length = prompt.length + tokens.length;
    require(length <= room, 'sequence length', length, `at most the context's ${room}`);
    checkIds(prompt, 'a prompt', model);
    checkIds(tokens, 'a sequence', model);
  }
}

/** @throws EngineError as checkSequences does, and when gradients and tokens do not match */
export function checkBatch(model: Shaped, batch: readonly WeightedSequence[]): void {
  checkSequences(model, batch);
  const odd = batch.find(({ gradients, tokens }) => gradients.length !== tokens.length);
  if (odd === undefined) return;
  throw new EngineError(`${odd.gradients.length} gradients for ${odd.tokens.length} tokens`);
}

/**
 * Weights to be loaded or assigned. There may be more than the model has, as files of a training under way hold.
 * @throws EngineError naming a weight that is absent, misshapen or not finite
 */
export function checkWeights({ config }: Shaped, weights: Weights): void {
  for (const [name, shape] of expectedShapes(config)) {
    const weight = weights.get(name);
    if (weight === undefined) throw new EngineError(`the weights lack ${name}`);
    if (String(weight.shape) !== String(shape)) {
      throw new EngineError(`${name} has shape [${weight.shape}]; expected [${shape}]`);
    }
    const odd = weight.data.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) {
      throw new EngineError(`${name} holds ${weight.data[odd]} at ${odd}; expected a number`);
    }
  }
}

/** @throws EngineError when moments are not as many as the model's weights */
export function checkMoments({ config }: Shaped, moments: Moments): void {
  const count = parameterCount(config);
  for (const name of ['first', 'second'] as const) {
    const { length } = moments[name];
    if (length !== count) {
      throw new EngineError(`moments.${name} has ${length} numbers; the model has ${count}`);
    }
  }
}

/** @throws EngineError when a flat gradient is not as long as the model's weights */
export function checkGradient(count: number, { length }: Float32Array): void {
  require(length === count, 'length of the gradient', length, `the model's ${count}`);
}

/** @throws EngineError when an option of the optimizer is out of range */
export function checkOptimizer(step: OptimizerStep): void {
  const range = (name: keyof OptimizerStep, valid: boolean, allowed: string) =>
    require(valid, name, step[name], allowed);
  for (const name of ['beta1', 'beta2'] as const) {
    range(name, step[name] >= 0 && step[name] < 1, 'a number from 0 to below 1');
  }
  range('epsilon', step.epsilon > 0, 'a number above 0');
  for (const name of ['learningRate', 'weightDecay', 'maxGradNorm'] as const) {
    range(name, step[name] >= 0 && step[name] < Number.POSITIVE_INFINITY, 'a number from 0');
  }
}

// The plan of one optimizer step: zero the gradients, add those of batch after batch, take the norm,
// step. Token gradients arrive from outside. Knows no loss and no device.
import type { ModelConfig } from '../../../checkpoint/checkpoint.ts';
import type { KernelSizes } from '../kernels.ts';
import type { Buffer } from './arena.ts';
import { backwardCalls, type GradientBuffers, gradientBuffers } from './backward.ts';
import { call, type KernelCall, TARGETS, TOKENS, WEIGHTED } from './call.ts';
import { type Forward, forwardCalls } from './forward.ts';
import { type Operands, operands } from './operands.ts';
import {
  type BatchInput,
  batchInput,
  type Capacity,
  type Predictions,
  packedForward,
  predictions,
} from './score.ts';
import { type Draft, draft, scratchOf } from './shape.ts';
import { flatWeights, gradientOf } from './weights.ts';

export interface TrainInput extends BatchInput {
  /** d loss / d log-prob of each target [N]; those not 0 come first, `weighted` of them. */
  readonly gradients: Buffer;
  /** Token indices by id [T], and where each id's begin [V + 1]. */
  readonly order: Buffer;
  readonly bounds: Buffer;
}

export interface TrainPlan {
  readonly buffers: readonly Buffer[];
  readonly bytes: number;
  readonly input: TrainInput;
  readonly start: readonly KernelCall[];
  /** One batch: log-probs, and gradients added to the model's. */
  readonly batch: readonly KernelCall[];
  /** After the last batch: the whole gradient and its norm. */
  readonly finish: readonly KernelCall[];
  readonly update: readonly KernelCall[];
  readonly logprobs: Buffer;
  readonly norm: Buffer;
}

interface Parts {
  readonly made: Draft;
  readonly input: TrainInput;
  readonly operands: Operands;
  readonly back: Operands;
  readonly scratch: Buffer;
  readonly forward: Forward;
  readonly predicted: Predictions;
  readonly gradients: GradientBuffers;
  /** Gradient of the head. A tied one adds up apart, so that batches may be cut anywhere. */
  readonly dhead: Buffer;
  readonly logprobs: Buffer;
  readonly norm: Buffer;
}

function trainInput(made: Draft, capacity: Capacity): TrainInput {
  const take = (name: string, length: number) => made.arena.take(name, 'input', length);
  return {
    ...batchInput(made, capacity),
    gradients: take('token gradients', capacity.tokens),
    order: take('tokens by id', capacity.tokens),
    bounds: take('bounds of ids', made.config.vocabSize + 1),
  };
}

function trainParts(config: ModelConfig, capacity: Capacity, sizes: KernelSizes): Parts {
  const made = draft(config, sizes);
  const { arena, weights } = made;
  const { tokens } = capacity;
  const head = weights.head.buffer;
  const input = trainInput(made, capacity);
  const forwardOperands = operands(arena, sizes, weights, 'forward');
  const back = operands(arena, sizes, weights, 'back');
  const scratch = scratchOf(made, capacity.length);
  const parts = { input, operands: forwardOperands, scratch, tokens, keep: true };
  const forward = packedForward(made, parts);
  return {
    made,
    input,
    operands: forwardOperands,
    back,
    scratch,
    forward,
    predicted: predictions(made, forward, input),
    gradients: gradientBuffers(made, tokens),
    dhead: config.tied
      ? arena.take('gradient of the tied head', 'gradients', head.length)
      : gradientOf(head),
    logprobs: arena.take('log-probs', 'output', tokens),
    norm: arena.take('gradient norm', 'output', 1),
  };
}

/** From hidden states to log-probs and the gradient of the residual stream. */
function headCalls({ made, input, predicted, gradients, ...parts }: Parts): KernelCall[] {
  const { hiddenSize: d, vocabSize: vocabulary } = made.config;
  const { finalNorm } = made.weights;
  const dhidden = gradients.normed;
  return [
    call(
      'headGradient',
      {
        hidden: predicted.hidden,
        head: parts.operands.head,
        back: parts.back.head,
        targets: input.targets,
        gradients: input.gradients,
        logprobs: parts.logprobs,
        dhidden,
        dhead: parts.dhead,
        scratch: parts.scratch,
      },
      { n: TARGETS, weighted: WEIGHTED, d, vocabulary },
      { inverseTemperature: 'inverseTemperature' },
    ),
    call(
      'rmsNormBackward',
      {
        dy: dhidden,
        x: predicted.raw,
        weight: finalNorm,
        inverse: predicted.inverse,
        dx: dhidden,
        dweight: gradientOf(finalNorm),
      },
      { n: WEIGHTED, d, accumulate: 0 },
    ),
    call(
      'scatterRows',
      { y: dhidden, index: input.predictors, x: gradients.stream },
      { n: WEIGHTED, t: TOKENS, d },
    ),
  ];
}

export function trainPlan(config: ModelConfig, capacity: Capacity, sizes: KernelSizes): TrainPlan {
  const parts = trainParts(config, capacity, sizes);
  const { made, input, forward, dhead, norm, gradients, scratch } = parts;
  const flat = flatWeights(config);
  const flatGradients = gradientOf(flat);
  const { length: n } = dhead;
  const head = gradientOf(made.weights.head.buffer);
  const { starts, prefixes, order, bounds } = input;
  const backward = {
    forward,
    operands: parts.back,
    gradients,
    scratch,
    starts,
    prefixes,
    order,
    bounds,
  };
  return {
    buffers: made.arena.buffers,
    bytes: made.arena.bytes(),
    input,
    start: [
      ...parts.operands.prepare,
      ...parts.back.prepare,
      call('zero', { x: flatGradients }, { n: flat.length }),
      ...(config.tied ? [call('zero', { x: dhead }, { n })] : []),
    ],
    batch: [
      ...forwardCalls(forward),
      ...parts.predicted.calls,
      ...headCalls(parts),
      ...backwardCalls(backward),
    ],
    finish: [
      ...(config.tied ? [call('addTo', { x: dhead, y: head }, { n })] : []),
      call('norm', { x: flatGradients, out: norm }, { n: flat.length }),
    ],
    update: [adamwCall(flat)],
    logprobs: parts.logprobs,
    norm,
  };
}

function adamwCall(weights: Buffer): KernelCall {
  const moment = (region: 'first' | 'second'): Buffer => {
    return { ...weights, name: `${region} moment`, purpose: 'moments', region };
  };
  return call(
    'adamw',
    {
      weights,
      gradients: gradientOf(weights),
      first: moment('first'),
      second: moment('second'),
    },
    { n: weights.length },
    {
      clip: 'clip',
      beta1: 'beta1',
      beta2: 'beta2',
      rest1: 'rest1',
      rest2: 'rest2',
      rate: 'rate',
      correction: 'correction',
      epsilon: 'epsilon',
      decay: 'decay',
    },
  );
}

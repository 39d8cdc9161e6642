// The plan of a gradient: zero it, then add that of batch after batch, from given token gradients.
import type { ModelConfig } from '../../../checkpoint/checkpoint.ts';
import type { PlanBuffer } from '../machine/arena.ts';
import { call, type KernelCall, TARGETS, TOKENS, WEIGHTED } from '../machine/call.ts';
import type { KernelSizes } from '../machine/kernels.ts';
import { backwardCalls, type GradientBuffers, gradientBuffers } from './backward.ts';
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
import { draft, type PlanDraft, scratchOf } from './shape.ts';
import { flatWeights, gradientOf } from './weights.ts';

export interface TrainInput extends BatchInput {
  /** d loss / d log-prob of each target [N]; those not 0 come first, `weighted` of them. */
  readonly gradients: PlanBuffer;
  /** Token indices by id [T], and where each id's begin [V + 1]. */
  readonly order: PlanBuffer;
  readonly bounds: PlanBuffer;
}

export interface TrainPlan {
  readonly buffers: readonly PlanBuffer[];
  readonly bytes: number;
  readonly input: TrainInput;
  readonly start: readonly KernelCall[];
  /** One batch: log-probs, and gradients added to the model's. */
  readonly batch: readonly KernelCall[];
  /** After the last batch: the whole gradient. */
  readonly finish: readonly KernelCall[];
  readonly logprobs: PlanBuffer;
}

interface Parts {
  readonly made: PlanDraft;
  readonly input: TrainInput;
  readonly operands: Operands;
  readonly back: Operands;
  readonly scratch: PlanBuffer;
  readonly forward: Forward;
  readonly predicted: Predictions;
  readonly gradients: GradientBuffers;
  /** Gradient of the head. A tied one adds up apart, so that batches may be cut anywhere. */
  readonly dhead: PlanBuffer;
  readonly logprobs: PlanBuffer;
}

function trainInput(made: PlanDraft, capacity: Capacity): TrainInput {
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
  const { made, input, forward, dhead, gradients, scratch } = parts;
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
    finish: config.tied ? [call('addTo', { x: dhead, y: head }, { n })] : [],
    logprobs: parts.logprobs,
  };
}

// The plan of teacher-forced scoring: packed rows to log-probs and entropies of their targets, and to
// divergences from another model.
import type { ModelConfig } from '../../../checkpoint/checkpoint.ts';
import type { PlanBuffer, RegionName } from '../machine/arena.ts';
import { call, type KernelCall, ROWS, TARGETS } from '../machine/call.ts';
import type { KernelSizes } from '../machine/kernels.ts';
import { activations, at, type Forward, forwardCalls } from './forward.ts';
import { type Operands, operands } from './operands.ts';
import { draft, type PlanDraft, scratchOf } from './shape.ts';

/** Most tokens of a batch, and of one of its rows. */
export interface Capacity {
  readonly tokens: number;
  readonly length: number;
}

/** What a batch of packed rows brings; see pack.ts. */
export interface BatchInput {
  readonly ids: PlanBuffer;
  readonly positions: PlanBuffer;
  /** [R + 1], and for each row the one it continues or -1 [R]. */
  readonly starts: PlanBuffer;
  readonly prefixes: PlanBuffer;
  /** Tokens whose hidden state predicts a target [N], and the targets [N]. */
  readonly predictors: PlanBuffer;
  readonly targets: PlanBuffer;
}

export interface ScorePlan {
  readonly buffers: readonly PlanBuffer[];
  readonly bytes: number;
  readonly input: BatchInput;
  readonly prepare: readonly KernelCall[];
  /** To hidden states of the predictors and the head's operand. */
  readonly forward: readonly KernelCall[];
  readonly scores: readonly KernelCall[];
  readonly hidden: PlanBuffer;
  readonly head: PlanBuffer;
  readonly scratch: PlanBuffer;
  readonly logprobs: PlanBuffer;
  readonly entropies: PlanBuffer;
  readonly kl: PlanBuffer;
  readonly js: PlanBuffer;
}

export function batchInput({ arena }: PlanDraft, { tokens }: Capacity): BatchInput {
  const take = (name: string, length: number) => arena.take(name, 'input', length);
  return {
    ids: take('token ids', tokens),
    positions: take('positions', tokens),
    starts: take('row starts', tokens + 1),
    prefixes: take('prefixes', tokens),
    predictors: take('predictors', tokens),
    targets: take('targets', tokens),
  };
}

/** The forward pass on packed rows. */
export function packedForward(
  made: PlanDraft,
  parts: {
    input: BatchInput;
    operands: Operands;
    scratch: PlanBuffer;
    tokens: number;
    keep: boolean;
  },
): Forward {
  const { heads, kvHeads, headDim } = made.config;
  const { input, scratch } = parts;
  return {
    draft: made,
    operands: parts.operands,
    layers: activations(made, parts.tokens, parts.keep),
    input: { ids: input.ids, positions: input.positions, count: 'tokens' },
    attend: ({ q, k, v, mixed: out, stats }) => [
      call(
        'attention',
        { q, k, v, starts: input.starts, prefixes: input.prefixes, out, stats, scratch },
        { rows: ROWS, heads, kvHeads, headDim },
      ),
    ],
  };
}

/** Final-norm hidden states of the tokens that predict a target. */
export interface Predictions {
  readonly raw: PlanBuffer;
  readonly hidden: PlanBuffer;
  readonly inverse: PlanBuffer;
  readonly calls: readonly KernelCall[];
}

export function predictions(made: PlanDraft, forward: Forward, input: BatchInput): Predictions {
  const { arena, config, weights } = made;
  const d = config.hiddenSize;
  const n = input.targets.length;
  const raw = arena.take('predicting', 'activations', n * d);
  const hidden = arena.take('predicting normed', 'activations', n * d);
  const inverse = arena.take('predicting inverse', 'activations', n);
  const { output } = at(forward.layers, forward.layers.length - 1);
  const calls = [
    call('gatherRows', { table: output, index: input.predictors, y: raw }, { n: TARGETS, d }),
    call(
      'rmsNorm',
      { x: raw, weight: weights.finalNorm, y: hidden, inverse },
      { n: TARGETS, d },
      { eps: config.rmsNormEps },
    ),
  ];
  return { raw, hidden, inverse, calls };
}

export function scorePlan(
  config: ModelConfig,
  capacity: Capacity,
  sizes: KernelSizes,
  region: RegionName = 'work',
): ScorePlan {
  const made = draft(config, sizes, region);
  const input = batchInput(made, capacity);
  const operand = operands(made.arena, sizes, made.weights, 'forward');
  const scratch = scratchOf(made, capacity.length);
  const parts = { input, operands: operand, scratch, tokens: capacity.tokens, keep: false };
  const forward = packedForward(made, parts);
  const predicted = predictions(made, forward, input);
  const output = (name: string) => made.arena.take(name, 'output', capacity.tokens);
  const logprobs = output('log-probs');
  const entropies = output('entropies');
  const scores = call(
    'headScores',
    {
      hidden: predicted.hidden,
      head: operand.head,
      targets: input.targets,
      logprobs,
      entropies,
      scratch,
    },
    { n: TARGETS, d: config.hiddenSize, vocabulary: config.vocabSize },
    { inverseTemperature: 'inverseTemperature' },
  );
  const kl = output('KL');
  const js = output('Jensen-Shannon');
  return {
    buffers: made.arena.buffers,
    bytes: made.arena.bytes(),
    input,
    prepare: operand.prepare,
    forward: [...forwardCalls(forward), ...predicted.calls],
    scores: [scores],
    hidden: predicted.hidden,
    head: operand.head,
    scratch,
    logprobs,
    entropies,
    kl,
    js,
  };
}

/** The call that compares a model with another one that ran `forward` on the same batch. */
export function divergenceCall(
  own: { config: ModelConfig; plan: ScorePlan },
  other: { config: ModelConfig; plan: ScorePlan },
): KernelCall {
  const { hidden, head, kl, js, scratch } = own.plan;
  return call(
    'headDivergence',
    { hidden, head, otherHidden: other.plan.hidden, otherHead: other.plan.head, kl, js, scratch },
    {
      n: TARGETS,
      d: own.config.hiddenSize,
      otherD: other.config.hiddenSize,
      vocabulary: own.config.vocabSize,
    },
    { inverseTemperature: 'inverseTemperature' },
  );
}

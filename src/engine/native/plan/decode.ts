// The plan of one model's side of decoding: prompts fill the caches, each once however many sequences share
// it; then every step feeds one token per sequence.
import type { ModelConfig } from '../../../checkpoint/checkpoint.ts';
import type { PlanBuffer, RegionName } from '../machine/arena.ts';
import { call, type KernelCall, ROWS, SEQUENCES, TARGETS } from '../machine/call.ts';
import type { KernelSizes } from '../machine/kernels.ts';
import {
  activations,
  at,
  embedCall,
  type Forward,
  forwardCalls,
  type LayerBuffers,
} from './forward.ts';
import { type Operands, operands } from './operands.ts';
import { draft, type PlanDraft, paddedVocabulary, scratchOf } from './shape.ts';

export interface DecodeCapacity {
  /** Sequences with a cache slot. */
  readonly sequences: number;
  /** Most tokens of a sequence, prompt included. */
  readonly length: number;
  /** Most prompt tokens fed at once. */
  readonly promptTokens: number;
}

export interface DecodeInput {
  readonly ids: PlanBuffer;
  readonly positions: PlanBuffer;
  /** Bounds of the packed prompts [P + 1] and their last tokens [P]. */
  readonly starts: PlanBuffer;
  /** No prompt continues another: -1 [P]. */
  readonly prefixes: PlanBuffer;
  readonly predictors: PlanBuffer;
  /** Cache slot of each sequence, and its prompt when prompts are fed. */
  readonly slots: PlanBuffer;
  readonly prompts: PlanBuffer;
}

export interface DecodePlan {
  readonly buffers: readonly PlanBuffer[];
  readonly bytes: number;
  readonly input: DecodeInput;
  readonly prepare: readonly KernelCall[];
  /** Feeds `tokens` of `rows` prompts into the slots of `sequences`; distributions of P = targets. */
  readonly prefill: readonly KernelCall[];
  /** Feeds one token to each of `sequences`; their distributions. */
  readonly step: readonly KernelCall[];
  /** Next-token distributions, rows of `wide` numbers. */
  readonly wide: number;
  readonly logprobs: PlanBuffer;
  readonly probabilities: PlanBuffer;
  readonly entropies: PlanBuffer;
}

interface Caches {
  readonly keys: PlanBuffer;
  readonly values: PlanBuffer;
}

/** Positions of a cache: whole blocks of 16. */
function cachePositions(length: number): number {
  return Math.ceil(length / 16) * 16;
}

function decodeInput(
  { arena }: PlanDraft,
  { sequences, promptTokens }: DecodeCapacity,
): DecodeInput {
  const take = (name: string, length: number) => arena.take(name, 'input', length);
  const tokens = Math.max(sequences, promptTokens);
  return {
    ids: take('token ids', tokens),
    positions: take('positions', tokens),
    starts: take('prompt starts', promptTokens + 1),
    prefixes: take('prefixes', promptTokens),
    predictors: take('last tokens', promptTokens),
    slots: take('cache slots', sequences),
    prompts: take('prompts of sequences', sequences),
  };
}

function caches({ arena, config }: PlanDraft, capacity: DecodeCapacity): Caches[] {
  const { kvHeads, headDim } = config;
  const block = capacity.sequences * kvHeads * cachePositions(capacity.length);
  return Array.from({ length: config.layers }, (_, index) => ({
    keys: arena.take(`layer ${index} cached keys`, 'cache', block * headDim),
    values: arena.take(`layer ${index} cached values`, 'cache', block * Math.ceil(headDim / 4) * 4),
  }));
}

interface DecodeSide {
  readonly made: PlanDraft;
  readonly operands: Operands;
  readonly layers: readonly LayerBuffers[];
  readonly caches: readonly Caches[];
  readonly input: DecodeInput;
  readonly scratch: PlanBuffer;
  readonly capacity: number;
}

/** Prompts attend within themselves, then go to the caches. */
function prefillCalls(side: DecodeSide): KernelCall[] {
  const { made, layers, input, scratch, capacity } = side;
  const { heads, kvHeads, headDim } = made.config;
  const { starts, prefixes, prompts, slots } = input;
  const forward: Forward = {
    draft: made,
    operands: side.operands,
    layers,
    input: { ids: input.ids, positions: input.positions, count: 'tokens' },
    attend: ({ q, k, v, mixed: out, stats }, index) => [
      call(
        'attention',
        { q, k, v, starts, prefixes, out, stats, scratch },
        { rows: ROWS, heads, kvHeads, headDim },
      ),
      call(
        'cacheFill',
        { k, v, starts, prompts, slots, ...at(side.caches, index) },
        { n: SEQUENCES, kvHeads, headDim, capacity },
      ),
    ],
  };
  return forwardCalls(forward);
}

/** Every layer by its kernels, or where the kernel set can, in one call. */
function stepCalls(side: DecodeSide): KernelCall[] {
  const { made, layers, input, scratch, capacity } = side;
  const { heads, kvHeads, headDim } = made.config;
  const { slots, positions } = input;
  const forward: Forward = {
    draft: made,
    operands: side.operands,
    layers,
    input: { ids: input.ids, positions, count: 'sequences' },
    attend: ({ q, k, v, mixed: out }, index) => [
      call(
        'cacheAppend',
        { k, v, slots, positions, ...at(side.caches, index) },
        { n: SEQUENCES, kvHeads, headDim, capacity },
      ),
      call(
        'attentionDecode',
        { q, ...at(side.caches, index), slots, positions, out, scratch },
        { n: SEQUENCES, heads, kvHeads, headDim, capacity },
      ),
    ],
  };
  const { hiddenSize: d, intermediateSize: intermediate } = made.config;
  const whole = made.sizes.wholeLayers({ d, intermediate, heads, kvHeads, headDim });
  if (!whole) return forwardCalls(forward);
  return [embedCall(forward), ...layers.map((_, index) => layerCall(side, index))];
}

/** The residual stream, in place, of one token per sequence. */
function layerCall(side: DecodeSide, index: number): KernelCall {
  const { made, input, capacity } = side;
  const { hiddenSize: d, intermediateSize: intermediate, rmsNormEps: eps } = made.config;
  const { heads, kvHeads, headDim } = made.config;
  const { inputNorm, qNorm, kNorm, middleNorm } = at(made.weights.layers, index);
  return call(
    'decodeLayer',
    {
      ...at(side.operands.layers, index),
      ...at(side.caches, index),
      x: at(side.layers, index).input,
      inputNorm,
      middleNorm,
      qNorm: qNorm ?? inputNorm,
      kNorm: kNorm ?? inputNorm,
      table: made.rotary,
      slots: input.slots,
      positions: input.positions,
    },
    {
      n: SEQUENCES,
      d,
      intermediate,
      heads,
      kvHeads,
      headDim,
      capacity,
      normed: qNorm === null ? 0 : 1,
    },
    { eps },
  );
}

export function decodePlan(
  config: ModelConfig,
  capacity: DecodeCapacity,
  sizes: KernelSizes,
  region: RegionName = 'work',
): DecodePlan {
  const made = draft(config, sizes, region);
  const { arena, weights } = made;
  const { hiddenSize: d, vocabSize: vocabulary, rmsNormEps: eps } = config;
  const { sequences, promptTokens, length } = capacity;
  const input = decodeInput(made, capacity);
  const operand = operands(arena, sizes, weights, 'forward');
  const layers = activations(made, Math.max(sequences, promptTokens), false);
  const side: DecodeSide = {
    made,
    operands: operand,
    layers,
    caches: caches(made, capacity),
    input,
    scratch: scratchOf(made, cachePositions(length)),
    capacity: cachePositions(length),
  };
  const wide = paddedVocabulary(vocabulary);
  // Each prompt belongs to a sequence, so there are at most as many.
  const hidden = arena.take('predicting normed', 'activations', sequences * d);
  const raw = arena.take('predicting', 'activations', sequences * d);
  const inverse = arena.take('predicting inverse', 'activations', sequences);
  const logprobs = arena.take('log-probs', 'output', sequences * wide);
  const probabilities = arena.take('probabilities', 'output', sequences * wide);
  const entropies = arena.take('entropies', 'output', sequences);
  const { output } = at(layers, layers.length - 1);
  const predict = (x: PlanBuffer, n: typeof TARGETS) => [
    call('rmsNorm', { x, weight: weights.finalNorm, y: hidden, inverse }, { n, d }, { eps }),
    call(
      'distribution',
      { hidden, head: operand.head, logprobs, probabilities, entropies },
      { n, d, vocabulary },
      { inverseTemperature: 'inverseTemperature' },
    ),
  ];
  return {
    buffers: arena.buffers,
    bytes: arena.bytes(),
    input,
    prepare: operand.prepare,
    prefill: [
      ...prefillCalls(side),
      call('gatherRows', { table: output, index: input.predictors, y: raw }, { n: TARGETS, d }),
      ...predict(raw, TARGETS),
    ],
    step: [...stepCalls(side), ...predict(output, SEQUENCES)],
    wide,
    logprobs,
    probabilities,
    entropies,
  };
}

// The decoder's forward pass as kernel calls: from token ids to the residual stream after the last layer.
import { MODEL_TYPES } from '../../../checkpoint/model-types.ts';
import type { PlanBuffer } from '../machine/arena.ts';
import { type BatchSizeName, call, type KernelCall, times } from '../machine/call.ts';
import type { Operands, PROJECTIONS } from './operands.ts';
import type { PlanDraft } from './shape.ts';

// Attention is given by the caller: training and decoding differ in nothing else.

/** Activations of one layer; n tokens. Without a backward pass to come, all layers share one set. */
export interface LayerBuffers {
  /** Residual stream before attention, between, and after the MLP [n, d]. */
  readonly input: PlanBuffer;
  readonly middle: PlanBuffer;
  readonly output: PlanBuffer;
  readonly inputNormed: PlanBuffer;
  readonly inputInverse: PlanBuffer;
  /** Before and after the norm over heads, where there is one; else the same. [n, H, D], [n, K, D] */
  readonly rawQ: PlanBuffer;
  readonly rawK: PlanBuffer;
  readonly q: PlanBuffer;
  readonly k: PlanBuffer;
  readonly v: PlanBuffer;
  readonly qInverse: PlanBuffer | null;
  readonly kInverse: PlanBuffer | null;
  /** Attention's result [n, H, D] and its softmax numbers [n, H, 2]. */
  readonly mixed: PlanBuffer;
  readonly stats: PlanBuffer;
  readonly middleNormed: PlanBuffer;
  readonly middleInverse: PlanBuffer;
  /** [n, intermediate] */
  readonly gate: PlanBuffer;
  readonly up: PlanBuffer;
  readonly active: PlanBuffer;
}

function layerBuffers(
  draft: PlanDraft,
  n: number,
  index: number,
  stream: ResidualStream,
): LayerBuffers {
  const { config, arena, wide, narrow } = draft;
  const { hiddenSize: d, intermediateSize, heads, kvHeads } = config;
  const take = (name: string, length: number) =>
    arena.take(`layer ${index} ${name}`, 'activations', length);
  const normed = MODEL_TYPES[config.modelType].qkNorm;
  const q = take('queries', n * wide);
  const k = take('keys', n * narrow);
  return {
    ...stream,
    inputNormed: take('input normed', n * d),
    inputInverse: take('input inverse', n),
    q,
    k,
    rawQ: normed ? take('raw queries', n * wide) : q,
    rawK: normed ? take('raw keys', n * narrow) : k,
    qInverse: normed ? take('query inverse', n * heads) : null,
    kInverse: normed ? take('key inverse', n * kvHeads) : null,
    v: take('values', n * narrow),
    mixed: take('mixed', n * wide),
    stats: take('softmax', 2 * n * heads),
    middleNormed: take('middle normed', n * d),
    middleInverse: take('middle inverse', n),
    gate: take('gate', n * intermediateSize),
    up: take('up', n * intermediateSize),
    active: take('active', n * intermediateSize),
  };
}

type ResidualStream = Pick<LayerBuffers, 'input' | 'middle' | 'output'>;

/** Activations of all layers for up to n tokens; with `keep`, each layer its own. */
export function activations(draft: PlanDraft, n: number, keep: boolean): LayerBuffers[] {
  const { arena, config } = draft;
  const residual = (name: string) => arena.take(name, 'activations', n * config.hiddenSize);
  let input = residual('embedded');
  if (!keep) {
    const shared = layerBuffers(draft, n, 0, { input, middle: input, output: input });
    return Array.from({ length: config.layers }, () => shared);
  }
  return Array.from({ length: config.layers }, (_, index) => {
    const middle = residual(`layer ${index} middle`);
    const output = residual(`layer ${index} output`);
    const buffers = layerBuffers(draft, n, index, { input, middle, output });
    input = output;
    return buffers;
  });
}

export interface ForwardInput {
  readonly ids: PlanBuffer;
  readonly positions: PlanBuffer;
  /** What counts the tokens. */
  readonly count: BatchSizeName;
}

export interface Forward {
  readonly draft: PlanDraft;
  readonly operands: Operands;
  readonly layers: readonly LayerBuffers[];
  readonly input: ForwardInput;
  /** Calls that mix `v` into `mixed`, after rotary positions were given. */
  readonly attend: (layer: LayerBuffers, index: number) => readonly KernelCall[];
}

export function forwardCalls(forward: Forward): KernelCall[] {
  return [embedCall(forward), ...forward.layers.flatMap((_, index) => layerCalls(forward, index))];
}

/** Rows of the embedding become the first layer's residual stream. */
export function embedCall({ draft, layers, input }: Forward): KernelCall {
  const first = layers[0];
  if (first === undefined) throw new Error('a decoder has at least one layer');
  const { buffer: table, columns: d } = draft.weights.embedding;
  const n = times(input.count, 1);
  return call('gatherRows', { table, index: input.ids, y: first.input }, { n, d });
}

function layerCalls(forward: Forward, index: number): KernelCall[] {
  const { draft, operands, input, layers, attend } = forward;
  const { config } = draft;
  const { hiddenSize: d, intermediateSize } = config;
  const weights = at(draft.weights.layers, index);
  const operand = at(operands.layers, index);
  const b = at(layers, index);
  const n = times(input.count, 1);
  const eps = config.rmsNormEps;
  const product = (a: PlanBuffer, which: (typeof PROJECTIONS)[number], c: PlanBuffer) =>
    call('matmul', { a, b: operand[which], c }, { m: n, k: d, n: weights[which].rows });
  const addition = (a: PlanBuffer, which: 'o' | 'down', add: PlanBuffer, c: PlanBuffer) =>
    call('matmulAdd', { a, b: operand[which], add, c }, { m: n, k: weights[which].columns, n: d });
  const norm = (x: PlanBuffer, weight: PlanBuffer, y: PlanBuffer, inverse: PlanBuffer) =>
    call('rmsNorm', { x, weight, y, inverse }, { n, d }, { eps });
  return [
    norm(b.input, weights.inputNorm, b.inputNormed, b.inputInverse),
    product(b.inputNormed, 'q', b.rawQ),
    product(b.inputNormed, 'k', b.rawK),
    product(b.inputNormed, 'v', b.v),
    ...headNorms(forward, index),
    ...rotations(forward, b.q, b.k, 1),
    ...attend(b, index),
    addition(b.mixed, 'o', b.input, b.middle),
    norm(b.middle, weights.middleNorm, b.middleNormed, b.middleInverse),
    product(b.middleNormed, 'gate', b.gate),
    product(b.middleNormed, 'up', b.up),
    call(
      'swiglu',
      { gate: b.gate, up: b.up, y: b.active },
      { n: times(input.count, intermediateSize) },
    ),
    addition(b.active, 'down', b.middle, b.output),
  ];
}

function headNorms({ draft, input, layers }: Forward, index: number): KernelCall[] {
  const { config, weights } = draft;
  const { qNorm, kNorm } = at(weights.layers, index);
  const b = at(layers, index);
  if (qNorm === null || kNorm === null || b.qInverse === null || b.kInverse === null) return [];
  const d = config.headDim;
  const eps = { eps: config.rmsNormEps };
  return [
    call(
      'rmsNorm',
      { x: b.rawQ, weight: qNorm, y: b.q, inverse: b.qInverse },
      { n: times(input.count, config.heads), d },
      eps,
    ),
    call(
      'rmsNorm',
      { x: b.rawK, weight: kNorm, y: b.k, inverse: b.kInverse },
      { n: times(input.count, config.kvHeads), d },
      eps,
    ),
  ];
}

/** Rotary positions of queries and keys, or the gradient's way back. */
export function rotations(
  { draft, input }: Pick<Forward, 'draft' | 'input'>,
  q: PlanBuffer,
  k: PlanBuffer,
  sign: 1 | -1,
): KernelCall[] {
  const { config, rotary } = draft;
  const turn = (x: PlanBuffer, heads: number) =>
    call(
      'rope',
      { x, positions: input.positions, table: rotary },
      { t: times(input.count, 1), heads, headDim: config.headDim },
      { sign },
    );
  return [turn(q, config.heads), turn(k, config.kvHeads)];
}

export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}

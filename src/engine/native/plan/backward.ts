// The decoder's backward pass as kernel calls: from the residual stream's gradient to all weights' but the head's.
import type { PlanBuffer } from '../machine/arena.ts';
import { call, type KernelCall, ROWS, TOKENS, times } from '../machine/call.ts';
import { at, type Forward, rotations } from './forward.ts';
import type { Operands, Projection } from './operands.ts';
import type { PlanDraft } from './shape.ts';
import { gradientOf, type WeightMatrix } from './weights.ts';

// Mirrors forward.ts from its end to its start.

/** Gradients of activations; every layer uses the same. */
export interface GradientBuffers {
  /** Of the residual stream [T, d]: added to as the layers are walked back. */
  readonly stream: PlanBuffer;
  readonly normed: PlanBuffer;
  readonly active: PlanBuffer;
  readonly gate: PlanBuffer;
  readonly up: PlanBuffer;
  readonly mixed: PlanBuffer;
  readonly q: PlanBuffer;
  readonly k: PlanBuffer;
  readonly v: PlanBuffer;
}

export function gradientBuffers(
  { arena, config, wide, narrow }: PlanDraft,
  n: number,
): GradientBuffers {
  const take = (name: string, width: number) =>
    arena.take(`gradient of ${name}`, 'activations', n * width);
  const { hiddenSize, intermediateSize } = config;
  return {
    stream: take('stream', hiddenSize),
    normed: take('normed', hiddenSize),
    active: take('active', intermediateSize),
    gate: take('gate', intermediateSize),
    up: take('up', intermediateSize),
    mixed: take('mixed', wide),
    q: take('queries', wide),
    k: take('keys', narrow),
    v: take('values', narrow),
  };
}

export interface Backward {
  readonly forward: Forward;
  readonly operands: Operands;
  readonly gradients: GradientBuffers;
  readonly starts: PlanBuffer;
  readonly prefixes: PlanBuffer;
  readonly scratch: PlanBuffer;
  /** Tokens by id, for the embedding's gradient. */
  readonly order: PlanBuffer;
  readonly bounds: PlanBuffer;
}

export function backwardCalls(backward: Backward): KernelCall[] {
  const { forward, gradients, order, bounds } = backward;
  const layers = forward.layers.map((_, index) => layerBack(backward, index)).reverse();
  const { buffer, rows: vocabulary, columns: d } = forward.draft.weights.embedding;
  const gradient = gradientOf(buffer);
  const sizes = { vocabulary, d };
  return [
    ...layers.flat(),
    call('embedBackward', { dx: gradients.stream, order, bounds, gradient }, sizes),
  ];
}

function layerBack(backward: Backward, index: number): KernelCall[] {
  return [...mlpBack(backward, index), ...attentionBack(backward, index)];
}

/** Calls on the weights of one layer. */
function helpers({ forward, operands, gradients, scratch }: Backward, index: number) {
  const { draft } = forward;
  const weights = at(draft.weights.layers, index);
  const operand = at(operands.layers, index);
  const { hiddenSize: d } = draft.config;
  return {
    weights,
    /** dW += dy^T x for y = x W^T. */
    weight: (which: Projection, dy: PlanBuffer, x: PlanBuffer) =>
      weightBack(weights[which], dy, x, scratch),
    /** dx = dy W, or added to what is there. */
    input: (which: Projection, dy: PlanBuffer, dx: PlanBuffer, add = false) => {
      const sizes = { m: TOKENS, k: weights[which].rows, n: weights[which].columns };
      const b = operand[which];
      return add
        ? call('matmulAdd', { a: dy, b, add: dx, c: dx }, sizes)
        : call('matmul', { a: dy, b, c: dx }, sizes);
    },
    /** Gradient through a norm, added to the stream's. */
    norm: (x: PlanBuffer, weight: PlanBuffer, inverse: PlanBuffer) =>
      call(
        'rmsNormBackward',
        {
          dy: gradients.normed,
          x,
          weight,
          inverse,
          dx: gradients.stream,
          dweight: gradientOf(weight),
        },
        { n: TOKENS, d, accumulate: 1 },
      ),
  };
}

function weightBack(
  of: WeightMatrix,
  dy: PlanBuffer,
  x: PlanBuffer,
  scratch: PlanBuffer,
): KernelCall {
  return call(
    'matmulGradient',
    { a: dy, b: x, c: gradientOf(of.buffer), scratch },
    { t: TOKENS, m: of.rows, n: of.columns },
  );
}

function mlpBack(backward: Backward, index: number): KernelCall[] {
  const { forward, gradients: g } = backward;
  const { weights, weight, input, norm } = helpers(backward, index);
  const b = at(forward.layers, index);
  return [
    input('down', g.stream, g.active),
    weight('down', g.stream, b.active),
    call(
      'swigluBackward',
      { gate: b.gate, up: b.up, dy: g.active, dgate: g.gate, dup: g.up },
      { n: times('tokens', weights.gate.rows) },
    ),
    weight('gate', g.gate, b.middleNormed),
    weight('up', g.up, b.middleNormed),
    input('gate', g.gate, g.normed),
    input('up', g.up, g.normed, true),
    norm(b.middle, weights.middleNorm, b.middleInverse),
  ];
}

function attentionBack(backward: Backward, index: number): KernelCall[] {
  const { forward, gradients: g, starts, prefixes, scratch } = backward;
  const { heads, kvHeads, headDim } = forward.draft.config;
  const { weights, weight, input, norm } = helpers(backward, index);
  const b = at(forward.layers, index);
  const { q, k, v, mixed: out, stats } = b;
  return [
    input('o', g.stream, g.mixed),
    weight('o', g.stream, b.mixed),
    call(
      'attentionBackward',
      {
        q,
        k,
        v,
        starts,
        prefixes,
        out,
        stats,
        dout: g.mixed,
        dq: g.q,
        dk: g.k,
        dv: g.v,
        scratch,
      },
      { rows: ROWS, heads, kvHeads, headDim },
    ),
    ...rotations(forward, g.q, g.k, -1),
    ...headNormsBack(backward, index),
    weight('q', g.q, b.inputNormed),
    weight('k', g.k, b.inputNormed),
    weight('v', g.v, b.inputNormed),
    input('q', g.q, g.normed),
    input('k', g.k, g.normed, true),
    input('v', g.v, g.normed, true),
    norm(b.input, weights.inputNorm, b.inputInverse),
  ];
}

/** Through the norms over heads, in place. */
function headNormsBack({ forward, gradients }: Backward, index: number): KernelCall[] {
  const { heads, kvHeads, headDim: d } = forward.draft.config;
  const { qNorm, kNorm } = at(forward.draft.weights.layers, index);
  const b = at(forward.layers, index);
  const back = (
    which: { dy: PlanBuffer; x: PlanBuffer; weight: PlanBuffer; inverse: PlanBuffer },
    n: number,
  ) =>
    call(
      'rmsNormBackward',
      { ...which, dx: which.dy, dweight: gradientOf(which.weight) },
      { n: times('tokens', n), d, accumulate: 0 },
    );
  if (qNorm === null || kNorm === null || b.qInverse === null || b.kInverse === null) return [];
  return [
    back({ dy: gradients.q, x: b.rawQ, weight: qNorm, inverse: b.qInverse }, heads),
    back({ dy: gradients.k, x: b.rawK, weight: kNorm, inverse: b.kInverse }, kvHeads),
  ];
}

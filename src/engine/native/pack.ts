// Sequences to packed rows: tokens one after the other, no padding, and where each row begins. Plain
// arrays; knows no machine.
import type { Sequence } from '../engine.ts';

/** T tokens of R rows, N targets. */
export interface PackedRows {
  readonly ids: Int32Array;
  readonly positions: Int32Array;
  /** [R + 1] */
  readonly starts: Int32Array;
  /** Token whose hidden state predicts each target [N], and the targets [N], row after row. */
  readonly predictors: Int32Array;
  readonly targets: Int32Array;
}

/** Tokens a sequence is fed: its last one is only ever a target. */
export function fedTokens({ prompt, tokens }: Sequence): number {
  return prompt.length + tokens.length - 1;
}

export function packRows(sequences: readonly Sequence[]): PackedRows {
  const tokens = sequences.reduce((sum, sequence) => sum + fedTokens(sequence), 0);
  const count = sequences.reduce((sum, sequence) => sum + sequence.tokens.length, 0);
  const packed = {
    ids: new Int32Array(tokens),
    positions: new Int32Array(tokens),
    starts: new Int32Array(sequences.length + 1),
    predictors: new Int32Array(count),
    targets: new Int32Array(count),
  };
  let start = 0;
  let target = 0;
  sequences.forEach((sequence, row) => {
    const length = fedTokens(sequence);
    packed.ids.set(sequence.prompt, start);
    for (let i = 0; i < sequence.tokens.length; i++) {
      const id = sequence.tokens[i];
      if (i < sequence.tokens.length - 1) packed.ids[start + sequence.prompt.length + i] = id;
      packed.predictors[target] = start + sequence.prompt.length - 1 + i;
      packed.targets[target] = id;
      target++;
    }
    for (let i = 0; i < length; i++) packed.positions[start + i] = i;
    start += length;
    packed.starts[row + 1] = start;
  });
  return packed;
}

/** Token indices sorted by id, those of one id in order: order[bounds[id] .. bounds[id + 1] - 1]. */
export function byId(
  ids: Int32Array,
  vocabulary: number,
): { order: Int32Array; bounds: Int32Array } {
  const bounds = new Int32Array(vocabulary + 1);
  for (const id of ids) bounds[id + 1] += 1;
  for (let id = 0; id < vocabulary; id++) bounds[id + 1] += bounds[id];
  const next = bounds.slice();
  const order = new Int32Array(ids.length);
  ids.forEach((id, token) => {
    order[next[id]] = token;
    next[id] += 1;
  });
  return { order, bounds };
}

/** Consecutive rows whose tokens fit a budget; a row longer than it stands alone. */
export function batches<S extends Sequence>(sequences: readonly S[], budget: number): S[][] {
  const parts: S[][] = [];
  let room = 0;
  for (const sequence of sequences) {
    const length = fedTokens(sequence);
    const last = parts.at(-1);
    if (last === undefined || length > room) {
      parts.push([sequence]);
      room = budget - length;
    } else {
      last.push(sequence);
      room -= length;
    }
  }
  return parts;
}

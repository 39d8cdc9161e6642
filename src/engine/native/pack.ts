// Sequences to packed rows: tokens one after the other, no padding, and where each row begins.
import { at } from '../../at.ts';
import type { Sequence } from '../engine.ts';

/** T tokens of R rows, N targets. */
export interface PackedRows {
  readonly ids: Int32Array;
  readonly positions: Int32Array;
  /** [R + 1] */
  readonly starts: Int32Array;
  /** The row that each row continues, -1 for none [R]. */
  readonly prefixes: Int32Array;
  /** Token whose hidden state predicts each target [N], and the targets [N], sequence by sequence. */
  readonly predictors: Int32Array;
  readonly targets: Int32Array;
}

/** Tokens a sequence is fed: its last one is only ever a target. */
export function fedTokens({ prompt, tokens }: Sequence): number {
  return prompt.length + tokens.length - 1;
}

function samePrompt({ prompt: a }: Sequence, { prompt: b }: Sequence): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

/** Most tokens of a unit; a fixed number, for gradients depend on the units in their last bits. */
const UNIT_TOKENS = 2048;

/** Consecutive sequences with one prompt, which is fed once for all of them. */
export function promptUnits<S extends Sequence>(sequences: readonly S[]): S[][] {
  const units: S[][] = [];
  for (const sequence of sequences) {
    const last = units.at(-1);
    const fits = last !== undefined && unitTokens([...last, sequence]) <= UNIT_TOKENS;
    if (last !== undefined && fits && samePrompt(at(last, 0), sequence)) last.push(sequence);
    else units.push([sequence]);
  }
  return units;
}

/** Places a unit takes: the tokens it is fed, its prompt once, or its targets where those are more. */
export function unitTokens(unit: readonly Sequence[]): number {
  const shared = (unit.length - 1) * (unit[0]?.prompt.length ?? 0);
  const fed = unit.reduce((sum, sequence) => sum + fedTokens(sequence), -shared);
  const targets = unit.reduce((sum, { tokens }) => sum + tokens.length, 0);
  return Math.max(fed, targets);
}

interface PackedRow {
  readonly ids: readonly number[];
  readonly position: number;
  readonly prefix: number;
}

/** A unit of one sequence is one row; of several, the prompt is a row that the others continue. */
export function packRows(sequences: readonly Sequence[]): PackedRows {
  const rows: PackedRow[] = [];
  const predictors: number[] = [];
  let start = 0;
  const add = (row: PackedRow): void => {
    rows.push(row);
    start += row.ids.length;
  };
  for (const unit of promptUnits(sequences)) {
    const { prompt } = at(unit, 0);
    const shared = unit.length > 1;
    const prefix = shared ? rows.length : -1;
    const last = start + prompt.length - 1;
    if (shared) add({ ids: prompt, position: 0, prefix: -1 });
    for (const { tokens } of unit) {
      const fed = Array.from(tokens).slice(0, -1);
      const first = shared ? start : start + prompt.length;
      predictors.push(last, ...fed.map((_, i) => first + i));
      if (shared) add({ ids: fed, position: prompt.length, prefix });
      else add({ ids: [...prompt, ...fed], position: 0, prefix });
    }
  }
  let end = 0;
  const ends = rows.map(({ ids }) => {
    end += ids.length;
    return end;
  });
  return {
    ids: Int32Array.from(rows.flatMap(({ ids }) => ids)),
    positions: Int32Array.from(
      rows.flatMap(({ ids, position }) => ids.map((_, i) => position + i)),
    ),
    starts: Int32Array.from([0, ...ends]),
    prefixes: Int32Array.from(rows, ({ prefix }) => prefix),
    predictors: Int32Array.from(predictors),
    targets: Int32Array.from(sequences.flatMap(({ tokens }) => Array.from(tokens))),
  };
}

/** Token indices sorted by id, those of one id in order: order[bounds[id] .. bounds[id + 1] - 1]. */
export function byId(
  ids: Int32Array,
  vocabulary: number,
): { order: Int32Array; bounds: Int32Array } {
  const bounds = new Int32Array(vocabulary + 1);
  for (const id of ids) bounds[id + 1] = at(bounds, id + 1) + 1;
  for (let id = 0; id < vocabulary; id++) bounds[id + 1] = at(bounds, id + 1) + at(bounds, id);
  const next = bounds.slice();
  const order = new Int32Array(ids.length);
  ids.forEach((id, token) => {
    const place = at(next, id);
    order[place] = token;
    next[id] = place + 1;
  });
  return { order, bounds };
}

/** Consecutive units whose tokens fit a budget; one larger than it is alone. */
export function batches<S extends Sequence>(sequences: readonly S[], budget: number): S[][] {
  const parts: S[][] = [];
  let room = 0;
  for (const unit of promptUnits(sequences)) {
    const length = unitTokens(unit);
    const last = parts.at(-1);
    if (last === undefined || length > room) {
      parts.push([...unit]);
      room = budget - length;
    } else {
      last.push(...unit);
      room -= length;
    }
  }
  return parts;
}

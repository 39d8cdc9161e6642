// Parts of a batch that several engines share.
import { at } from '../at.ts';
import type { Gradients, Sequence, UpdateReport, WeightedSequence } from './engine.ts';

// Where a batch is cut depends on the batch alone, and gradients add up in the order of the parts, so results
// do not depend on which engine computed which part.

/**
 * Parts of a batch, whatever the number of engines: one, two, three or six share them evenly. More
 * parts cost more: each reads the weights and writes a whole gradient.
 */
export const SHARDS = 6;

/** A row without a gradient needs no backward pass, which is two thirds of the work. */
const BACKWARD = 3;

function cost(row: Sequence | WeightedSequence): number {
  const moves = 'gradients' in row && row.gradients.some((gradient) => gradient !== 0);
  return (row.prompt.length + row.tokens.length) * (moves ? BACKWARD : 1);
}

/**
 * Consecutive rows of about equal cost: a row belongs where its middle falls, so that no part costs
 * more than its share and one row. At most SHARDS parts, none empty but that of an empty batch.
 */
export function shards<R extends Sequence | WeightedSequence>(rows: readonly R[]): R[][] {
  const costs = rows.map(cost);
  const total = costs.reduce((sum, part) => sum + part, 0);
  const parts = Array.from({ length: SHARDS }, (): R[] => []);
  let before = 0;
  rows.forEach((row, i) => {
    const own = at(costs, i);
    const middle = (2 * before + own) / (2 * total);
    // Rows without tokens cost nothing; the engine refuses them.
    at(parts, total > 0 ? Math.min(SHARDS - 1, Math.floor(SHARDS * middle)) : 0).push(row);
    before += own;
  });
  const filled = parts.filter((part) => part.length > 0);
  return filled.length > 0 ? filled : [[]];
}

/** Works on one part. */
type Worker<P, R> = (part: P) => Promise<R>;

/**
 * Parts dealt to workers in turn, all at once: a worker that is busy with one has the next already.
 * The last worker begins last, for it may be this thread, which then can send nothing.
 * @returns results in the order of the parts
 */
export function inShards<P, R>(
  parts: readonly P[],
  workers: readonly Worker<P, R>[],
): Promise<R[]> {
  const results = new Array<Promise<R>>(parts.length);
  workers.forEach((work, first) => {
    for (let i = first; i < parts.length; i += workers.length) results[i] = work(at(parts, i));
  });
  return Promise.all(results);
}

export interface SharedUpdate {
  readonly parts: readonly (readonly WeightedSequence[])[];
  /** One for each engine that holds the weights. */
  readonly gradients: readonly Worker<readonly WeightedSequence[], Gradients>[];
  /** @returns the gradient's norm */
  readonly apply: (flat: Float32Array) => Promise<number>;
}

/** One optimizer step along the sum of the parts' gradients. Where one fails, nothing is applied. */
export async function updateInShards(update: SharedUpdate): Promise<UpdateReport> {
  const results = await inShards(update.parts, update.gradients);
  const gradNorm = await update.apply(sumInOrder(results.map(({ flat }) => flat)));
  return { gradNorm, logprobs: results.flatMap(({ logprobs }) => logprobs) };
}

/** Sum [P] of arrays [P], each added up in float64 in the order of the arrays. */
function sumInOrder(arrays: readonly Float32Array[]): Float32Array {
  const { length } = at(arrays, 0);
  const sum = new Float64Array(length);
  for (const array of arrays) {
    if (array.length !== length) throw new Error(`gradients of ${array.length} and ${length}`);
    // An index loop: for..of and forEach over so many numbers take ten times as long.
    for (let i = 0; i < length; i++) sum[i] = (sum[i] ?? Number.NaN) + (array[i] ?? Number.NaN);
  }
  return Float32Array.from(sum);
}

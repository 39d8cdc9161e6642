// The sampler: probabilities and a uniform number to a token. Only adds, multiplies and compares (the engine
// has taken the exponentials), so equal inputs give equal tokens in every browser.
import { at } from '../at.ts';
import { EngineError } from './engine.ts';

/** Which tokens stay in the draw: the `topK` most probable (0: all), then the top-p nucleus (1: all). */
export interface Truncation {
  readonly topK: number;
  readonly topP: number;
}

/** NaN for an id that the row has not: no comparison holds for it, and a sum of it is refused. */
function probabilityOf(row: ArrayLike<number>, id: number): number {
  return row[id] ?? Number.NaN;
}

/** Token ids in the order best first; equal probabilities keep the lower id first. */
function ranked(row: ArrayLike<number>): number[] {
  const ids = Array.from(row, (_, id) => id);
  return ids.sort((a, b) => probabilityOf(row, b) - probabilityOf(row, a) || a - b);
}

/** From this share of the vocabulary on, sorting all of it is quicker than keeping the best in order. */
const FEW = 1 / 16;

/** The first `n` of the ranked ids. Of a large vocabulary they are a few, found in one pass. */
function mostProbable(row: ArrayLike<number>, n: number): number[] {
  if (n > FEW * row.length) return ranked(row).slice(0, n);
  const best: number[] = [];
  for (let id = 0; id < row.length; id++) {
    const probability = probabilityOf(row, id);
    if (best.length === n && !(probability > probabilityOf(row, best[n - 1] ?? -1))) continue;
    let place = best.length;
    while (place > 0 && probability > probabilityOf(row, best[place - 1] ?? -1)) place--;
    best.splice(place, 0, id);
    if (best.length > n) best.pop();
  }
  return best;
}

function mass(row: ArrayLike<number>, ids: readonly number[]): number {
  return ids.reduce((sum, id) => sum + probabilityOf(row, id), 0);
}

function total(row: ArrayLike<number>): number {
  let sum = 0;
  for (let id = 0; id < row.length; id++) sum += probabilityOf(row, id);
  return sum;
}

const ascending = (ids: number[]) => ids.sort((a, b) => a - b);

/**
 * Ids left by top-k and then top-p, ascending. The nucleus is the smallest set of most probable tokens
 * that holds at least `topP` of what top-k left (Holtzman et al. 2020), never empty.
 */
export function keptTokens(row: ArrayLike<number>, { topK, topP }: Truncation): number[] {
  const size = topK > 0 ? Math.min(topK, row.length) : row.length;
  if (topP >= 1) return ascending(mostProbable(row, size));
  const wanted = topP * (size < row.length ? mass(row, mostProbable(row, size)) : total(row));
  return ascending(nucleus(row, size, wanted));
}

/** The fewest of the `size` most probable that hold `wanted`. Mostly few do, so few are looked for first. */
function nucleus(row: ArrayLike<number>, size: number, wanted: number): number[] {
  for (let most = 32; ; most *= 8) {
    const best = mostProbable(row, Math.min(most, size));
    let held = 0;
    let kept = 0;
    do held += probabilityOf(row, best[kept++] ?? -1);
    while (held < wanted && kept < best.length);
    if (held >= wanted || most >= size) return best.slice(0, kept);
  }
}

/** Inverse CDF over `size` entries; `id(i)` is the token of the i-th. */
function invert(
  row: ArrayLike<number>,
  u: number,
  size: number,
  id: (index: number) => number,
): number {
  let total = 0;
  for (let i = 0; i < size; i++) total += probabilityOf(row, id(i));
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new EngineError(`probabilities sum to ${total}; expected a positive number`);
  }
  const target = u * total;
  let sum = 0;
  let last = 0;
  for (let i = 0; i < size; i++) {
    const probability = probabilityOf(row, id(i));
    if (probability <= 0) continue;
    last = id(i);
    sum += probability;
    if (sum > target) return last;
  }
  return last;
}

const identity = (index: number) => index;

/**
 * Token drawn from a row of probabilities [V] by inverse CDF in id order, summed in f64, after
 * truncation and renormalisation. Never a token of probability 0.
 * @param u uniform in [0, 1)
 * @throws EngineError when the probabilities do not sum to a positive number
 */
export function sampleToken(row: ArrayLike<number>, u: number, truncation: Truncation): number {
  const all = (truncation.topK <= 0 || truncation.topK >= row.length) && truncation.topP >= 1;
  if (all) return invert(row, u, row.length, identity);
  const kept = keptTokens(row, truncation);
  return invert(row, u, kept.length, (index) => at(kept, index));
}

/** Likeliest token of a row [V]; the lowest id on ties. */
export function greedyToken(row: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < row.length; id++) {
    if (probabilityOf(row, id) > probabilityOf(row, best)) best = id;
  }
  return best;
}

export interface TokenProbability {
  readonly id: number;
  readonly probability: number;
}

/** The `n` most probable tokens of a row [V], best first, ties by lower id; fewer if V < n. */
export function topEntries(row: ArrayLike<number>, n: number): TokenProbability[] {
  return mostProbable(row, n).map((id) => ({ id, probability: probabilityOf(row, id) }));
}

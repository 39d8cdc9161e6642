// The sampler: probabilities and a uniform number to a token, by operations that are exact in every browser.
import { EngineError } from './engine.ts';

/** Which tokens stay in the draw: the `topK` most probable (0: all), then the top-p nucleus (1: all). */
export interface Truncation {
  readonly topK: number;
  readonly topP: number;
}

/** What an id that the row has not counts as: no comparison holds for it, and a sum of it is refused. */
const MISSING = Number.NaN;

/** Token ids in the order best first; equal probabilities keep the lower id first. */
function ranked(row: ArrayLike<number>): number[] {
  const ids = Array.from(row, (_, id) => id);
  return ids.sort((a, b) => (row[b] ?? MISSING) - (row[a] ?? MISSING) || a - b);
}

/** From this share of the vocabulary on, sorting all of it is quicker than keeping the best in order. */
const FEW = 1 / 16;

/** The first `n` of the ranked ids. Of a large vocabulary they are a few, found in one pass. */
function mostProbable(row: ArrayLike<number>, n: number): number[] {
  if (n > FEW * row.length) return ranked(row).slice(0, n);
  const best: number[] = [];
  let least = 0;
  for (let id = 0; id < row.length; id++) {
    const probability = row[id] ?? MISSING;
    if (best.length === n && !(probability > least)) continue;
    let place = best.length;
    while (place > 0 && probability > (row[best[place - 1] ?? -1] ?? MISSING)) place--;
    best.splice(place, 0, id);
    if (best.length > n) best.pop();
    least = row[best[best.length - 1] ?? -1] ?? MISSING;
  }
  return best;
}

function mass(row: ArrayLike<number>, ids: readonly number[]): number {
  return ids.reduce((sum, id) => sum + (row[id] ?? MISSING), 0);
}

function total(row: ArrayLike<number>): number {
  let sum = 0;
  for (let id = 0; id < row.length; id++) sum += row[id] ?? MISSING;
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
    do held += row[best[kept++] ?? -1] ?? MISSING;
    while (held < wanted && kept < best.length);
    if (held >= wanted || most >= size) return best.slice(0, kept);
  }
}

/** Inverse CDF over the tokens `ids`; over all of the row where that is null. */
function invert(row: ArrayLike<number>, u: number, ids: readonly number[] | null): number {
  const size = ids === null ? row.length : ids.length;
  const sumOfAll = ids === null ? total(row) : mass(row, ids);
  if (!(sumOfAll > 0 && sumOfAll < Number.POSITIVE_INFINITY)) {
    throw new EngineError(`probabilities sum to ${sumOfAll}; expected a positive number`);
  }
  const target = u * sumOfAll;
  let sum = 0;
  let last = 0;
  for (let i = 0; i < size; i++) {
    const id = ids === null ? i : (ids[i] ?? -1);
    const probability = row[id] ?? MISSING;
    if (probability <= 0) continue;
    last = id;
    sum += probability;
    if (sum > target) return last;
  }
  return last;
}

/**
 * Token drawn from a row of probabilities [V] by inverse CDF in id order, summed in f64, after
 * truncation and renormalisation. Never a token of probability 0.
 * @param u uniform in [0, 1)
 * @throws EngineError when the probabilities do not sum to a positive number
 */
export function sampleToken(row: ArrayLike<number>, u: number, truncation: Truncation): number {
  const all = (truncation.topK <= 0 || truncation.topK >= row.length) && truncation.topP >= 1;
  return invert(row, u, all ? null : keptTokens(row, truncation));
}

/** The most probable token of a row [V]; the lowest id on ties. */
export function greedyToken(row: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < row.length; id++) {
    if ((row[id] ?? MISSING) > (row[best] ?? MISSING)) best = id;
  }
  return best;
}

export interface TokenProbability {
  readonly id: number;
  readonly probability: number;
}

/** The `n` most probable tokens of a row [V], best first, ties by lower id; fewer if V < n. */
export function topEntries(row: ArrayLike<number>, n: number): TokenProbability[] {
  return mostProbable(row, n).map((id) => ({ id, probability: row[id] ?? MISSING }));
}

// Which tokens of a batch carry loss, and how much, by their authors.
import type { LossRow } from './loss-row.ts';
import type { LossTotals } from './normalize.ts';

/** The n weighted tokens of one rollout of T tokens; arrays are [n]. */
export interface WeightedRow {
  /** Their indices in the rollout, ascending. */
  readonly positions: readonly number[];
  /** 1 for the senior's tokens, juniorWeight for the junior's; all above 0. */
  readonly weights: readonly number[];
  readonly newLogprobs: readonly number[];
  readonly oldLogprobs: readonly number[];
  /** Empty without a reference. */
  readonly referenceLogprobs: readonly number[];
  readonly advantage: number;
  /** T, the response tokens of both authors. */
  readonly length: number;
}

/**
 * The weighted tokens of each rollout, selected before anything is multiplied: a number that is no number
 * at an unweighted token has no effect.
 * @throws naming the rollout when authors or advantage are missing, an author is not 0 or 1, lengths
 *   differ, or a number that counts is not finite
 */
export function weightedRows(rows: readonly LossRow[], juniorWeight: number): WeightedRow[] {
  if (!(juniorWeight >= 0 && juniorWeight <= 1))
    throw new Error(`juniorWeight is ${juniorWeight}; allowed are numbers from 0 to 1`);
  return rows.map((row, rollout) => weightedRow(row, rollout, juniorWeight));
}

/** What the normalizers count, over these rows. */
export function countRows(rows: readonly WeightedRow[]): LossTotals {
  return {
    weightedTokens: rows.reduce((sum, row) => sum + rowWeight(row), 0),
    responseTokens: rows.reduce((sum, row) => sum + row.length, 0),
    sequences: rows.length,
    nonEmptySequences: rows.filter((row) => row.positions.length > 0).length,
  };
}

export function rowWeight(row: WeightedRow): number {
  return row.weights.reduce((sum, weight) => sum + weight, 0);
}

function weightedRow(row: LossRow, rollout: number, juniorWeight: number): WeightedRow {
  const length = requireLengths(row, rollout);
  const weightAt = (t: number) => (row.authors[t] === 1 ? 1 : juniorWeight);
  const positions = Array.from({ length }, (_, t) => t).filter((t) => weightAt(t) > 0);
  const select = (name: string, values: ArrayLike<number>) =>
    positions.map((t) => finite(values[t], `${name}, rollout ${rollout}, token ${t}`));
  const reference = row.referenceLogprobs;
  return {
    positions,
    weights: positions.map(weightAt),
    newLogprobs: select('newLogprobs', row.newLogprobs),
    oldLogprobs: select('oldLogprobs', row.oldLogprobs),
    referenceLogprobs: reference === null ? [] : select('referenceLogprobs', reference),
    advantage: finite(row.advantage, `advantages, rollout ${rollout}`),
    length,
  };
}

function requireLengths(row: LossRow, rollout: number): number {
  const { length } = row.newLogprobs;
  for (const name of ['authors', 'oldLogprobs', 'referenceLogprobs'] as const) {
    const values = row[name];
    if (values === null) continue;
    if (values?.length !== length)
      throw new Error(
        `${name} of rollout ${rollout} has ${values?.length ?? 'no'} tokens, not ${length}`,
      );
  }
  for (let t = 0; t < length; t++) {
    const author = row.authors[t];
    if (author !== 0 && author !== 1)
      throw new Error(`author of rollout ${rollout}, token ${t} is ${author}; allowed are 0 and 1`);
  }
  return length;
}

function finite(value: number | undefined, where: string): number {
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new Error(`${where}: ${value} is not a finite number`);
}

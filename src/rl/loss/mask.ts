// Which tokens of a batch carry loss, and how much: reads the authors and fails closed.
// Selects before anything is multiplied, so that garbage at unweighted tokens cannot leak.
import type { LossBatch } from './loss-batch.ts';
import type { LossTotals } from './normalize.ts';

/** The n weighted tokens of one rollout of T tokens. */
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
 * The weighted tokens of each rollout. Throws, naming the rollout, when authors are missing or not
 * 0 or 1, when lengths differ, and when a weighted token's log-prob is not finite.
 */
export function weightedRows(batch: LossBatch, juniorWeight: number): WeightedRow[] {
  if (!(juniorWeight >= 0 && juniorWeight <= 1))
    throw new Error(`juniorWeight is ${juniorWeight}; allowed are numbers from 0 to 1`);
  requireRows(batch);
  return batch.newLogprobs.map((_, rollout) => weightedRow(batch, rollout, juniorWeight));
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

function weightedRow(batch: LossBatch, rollout: number, juniorWeight: number): WeightedRow {
  const length = requireLengths(batch, rollout);
  const weightAt = (t: number) => (batch.authors[rollout][t] === 1 ? 1 : juniorWeight);
  const positions = Array.from({ length }, (_, t) => t).filter((t) => weightAt(t) > 0);
  const select = (name: string, rows: readonly ArrayLike<number>[]) =>
    positions.map((t) => finite(rows[rollout][t], `${name}, rollout ${rollout}, token ${t}`));
  const reference = batch.referenceLogprobs;
  return {
    positions,
    weights: positions.map(weightAt),
    newLogprobs: select('newLogprobs', batch.newLogprobs),
    oldLogprobs: select('oldLogprobs', batch.oldLogprobs),
    referenceLogprobs: reference === null ? [] : select('referenceLogprobs', reference),
    advantage: finite(batch.advantages[rollout], `advantages, rollout ${rollout}`),
    length,
  };
}

function perToken(batch: LossBatch): [string, readonly ArrayLike<number>[]][] {
  return [
    ['authors', batch.authors],
    ['oldLogprobs', batch.oldLogprobs],
    ...(batch.referenceLogprobs === null
      ? []
      : [['referenceLogprobs', batch.referenceLogprobs] satisfies [string, unknown]]),
  ];
}

/** A batch that came without authors must never become ordinary training. */
function requireRows(batch: LossBatch): void {
  const expected = batch.newLogprobs.length;
  for (const [name, rows] of [...perToken(batch), ['advantages', batch.advantages] as const]) {
    if (!Array.isArray(rows)) throw new Error(`${name} is missing from the batch`);
    if (rows.length !== expected)
      throw new Error(`${name} has ${rows.length} rollouts; newLogprobs has ${expected}`);
  }
}

function requireLengths(batch: LossBatch, rollout: number): number {
  const length = batch.newLogprobs[rollout].length;
  for (const [name, rows] of perToken(batch)) {
    const found = rows[rollout]?.length;
    if (found !== length)
      throw new Error(`${name} of rollout ${rollout} has ${found ?? 'no'} tokens, not ${length}`);
  }
  for (let t = 0; t < length; t++) {
    const author = batch.authors[rollout][t];
    if (author !== 0 && author !== 1)
      throw new Error(`author of rollout ${rollout}, token ${t} is ${author}; allowed are 0 and 1`);
  }
  return length;
}

function finite(value: number, where: string): number {
  if (Number.isFinite(value)) return value;
  throw new Error(`${where}: ${value} is not a finite number`);
}

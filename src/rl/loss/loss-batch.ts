// A batch for the loss in columns, as files of reference losses have it, and its rows.
import { at } from '../../at.ts';
import type { LossRow } from './loss-row.ts';

/** B rollouts; per-token columns are [B][T_i]. */
export interface LossBatch {
  readonly newLogprobs: readonly ArrayLike<number>[];
  readonly oldLogprobs: readonly ArrayLike<number>[];
  /** null without a KL penalty. */
  readonly referenceLogprobs: readonly ArrayLike<number>[] | null;
  readonly authors: readonly ArrayLike<number>[];
  /** [B] */
  readonly advantages: readonly number[];
}

/** @throws naming the column that is missing or has another number of rollouts */
export function lossRows(batch: LossBatch): LossRow[] {
  const { newLogprobs, oldLogprobs, referenceLogprobs, authors, advantages } = batch;
  const columns = {
    oldLogprobs,
    authors,
    advantages,
    ...(referenceLogprobs && { referenceLogprobs }),
  };
  for (const [name, column] of Object.entries(columns)) {
    if (!Array.isArray(column)) throw new Error(`${name} is missing from the batch`);
    if (column.length !== newLogprobs.length)
      throw new Error(
        `${name} has ${column.length} rollouts; newLogprobs has ${newLogprobs.length}`,
      );
  }
  return newLogprobs.map((own, i) => ({
    advantage: at(advantages, i),
    authors: at(authors, i),
    newLogprobs: own,
    oldLogprobs: at(oldLogprobs, i),
    referenceLogprobs: referenceLogprobs && at(referenceLogprobs, i),
  }));
}

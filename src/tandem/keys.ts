// Which random number belongs to which draw of a rollout: the same in every engine, batch and worker.
import { uniform } from '../random/random.ts';

/** The parts of a generate request and of its row that key the draws. */
export interface RequestKey {
  readonly seed: number;
  readonly step: number;
}
export interface RowKey {
  readonly sequence: number;
}

/**
 * Uniform in [0, 1) for a model's candidate at `position`, the index of the token after the prompt.
 * Each model has its own stream and draws at every position, written by it or not: changing one
 * model never shifts the draws of the other.
 */
export function tokenDraw(
  request: RequestKey,
  row: RowKey,
  model: 'senior' | 'junior',
  position: number,
): number {
  const { seed, step } = request;
  return uniform({ seed, stream: model, step, sequence: row.sequence }, position);
}

/** Uniform in [0, 1) for the choice between two juniors: one for each problem of a step. */
export function partnerDraw({ seed, step }: RequestKey, group: number): number {
  return uniform({ seed, stream: 'partner', step, sequence: group }, 0);
}

/**
 * Uniform in [0, 1) for the coin: position 0 chooses the first author, position t + 1 the author
 * after token t. Positions without a redraw are skipped, not used up.
 */
export function coinDraw(request: RequestKey, row: RowKey, position: number): number {
  const { seed, step } = request;
  return uniform({ seed, stream: 'coin', step, sequence: row.sequence }, position);
}

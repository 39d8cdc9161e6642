// Refuses to time contenders that do not compute the same.
import type { Sequence } from '../../src/engine/engine.ts';
import type { Contender } from './contender.ts';

/** Nats per token. */
const TOLERANCE = 1e-4;

/** Mean log-probs of all contenders agreed, before and after one update; nats per token. */
export interface Agreement {
  readonly before: number;
  readonly after: number;
  /** Largest difference of any two contenders' mean log-probs. */
  readonly difference: number;
}

/**
 * All score the same tokens, each scores what it wrote, all make one update and score again.
 * @throws Error naming who differs, and by how much
 */
export async function verifyEqual(
  contenders: readonly Contender[],
  sequences: readonly Sequence[],
): Promise<Agreement> {
  const means = async () => {
    const found = new Map<string, number>();
    for (const one of contenders) found.set(one.name, await one.meanLogprob(sequences));
    return found;
  };
  const before = await means();
  const apart = largestDifference(before, 'mean log-prob');
  for (const { name, decodeError } of contenders) {
    const error = await decodeError();
    if (error < TOLERANCE) continue;
    throw new Error(`${name}: log-probs as written and as scored differ by ${error}`);
  }
  for (const { learn } of contenders) await learn(sequences);
  const after = await means();
  const difference = Math.max(apart, largestDifference(after, 'mean log-prob after one update'));
  const first = (found: ReadonlyMap<string, number>) => [...found.values()][0] ?? Number.NaN;
  return { before: first(before), after: first(after), difference };
}

/** @throws Error when two differ by more than the tolerance, or one is no number */
export function largestDifference(found: ReadonlyMap<string, number>, what: string): number {
  const values = [...found.values()];
  const difference = Math.max(...values) - Math.min(...values);
  if (difference <= TOLERANCE) return difference;
  const list = [...found].map(([name, value]) => `${name} ${value}`).join(', ');
  throw new Error(`${what} differs by ${difference}; allowed: ${TOLERANCE} (${list})`);
}

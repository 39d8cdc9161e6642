// How much of a batch is worked on at a time; results do not depend on it.
import { EngineError, type Sequence } from '../engine.ts';
import { memoryReport, type PlanBuffer } from './machine/arena.ts';
import { fedTokens, promptUnits, unitTokens } from './pack.ts';
import type { Capacity } from './plan/score.ts';

export interface Budget {
  /** Tokens of a microbatch, unless one row is longer. */
  readonly tokens: number;
  /** Sequences decoded together, at most. */
  readonly sequences: number;
  /** Bytes a call may work in. */
  readonly bytes: number;
}

/**
 * Measured on two cores of an EPYC: the caches of 36 sequences (six whole tiles) stay near the core,
 * those of 128 made attention over them twice as slow. Microbatches of 256 to 2048 tokens cost the same.
 */
export const BUDGET: Budget = { tokens: 1024, sequences: 36, bytes: 1.5e9 };

/** Capacity for these sequences, and the least number of tokens that will do. Rows in steps of 16 tokens, so that few plans are ever made. */
export function capacityFor(
  sequences: readonly Sequence[],
  budget: Budget,
): Capacity & { readonly least: number } {
  const longest = Math.max(1, ...sequences.map(fedTokens));
  const length = Math.ceil(longest / 16) * 16;
  const units = promptUnits(sequences).map(unitTokens);
  const least = Math.max(length, ...units);
  // No more than there is: memory a device has never used costs time to clear.
  const all = units.reduce((sum, tokens) => sum + tokens, 0);
  const tokens = Math.min(budget.tokens, Math.ceil(all / 256) * 256);
  return { length, tokens: Math.max(least, tokens), least };
}

interface SizedPlan {
  readonly bytes: number;
  readonly buffers: readonly PlanBuffer[];
}

/** What is wanted: `most` tokens or sequences at a time, `least` at least, rows of `length` tokens. */
export interface PlanSize {
  readonly most: number;
  readonly least: (length: number) => number;
  readonly length: number;
}

/**
 * The largest plan within so many bytes: its size is halved until it fits.
 * @throws EngineError with the bytes by purpose, and the row length that would fit
 */
export function fittingPlan<P extends SizedPlan>(
  make: (size: number, length: number) => P,
  { most, least, length }: PlanSize,
  bytes: number,
): P {
  const smallest = least(length);
  let plan = make(most, length);
  for (let size = most; plan.bytes > bytes && size > smallest; ) {
    size = Math.max(smallest, Math.floor(size / 2));
    plan = make(size, length);
  }
  if (plan.bytes <= bytes) return plan;
  const parts = Object.entries(memoryReport(plan.buffers)).map(([name, n]) => `${name} ${n}`);
  let shorter = length;
  while (shorter > 0 && make(least(shorter), shorter).bytes > bytes) shorter--;
  const fits = shorter > 0 ? `rows of up to ${shorter} tokens fit` : 'only a smaller model fits';
  throw new EngineError(
    `rows of ${length} tokens need ${plan.bytes} bytes (${parts.join(', ')}); allowed are ${bytes}: ${fits}`,
  );
}

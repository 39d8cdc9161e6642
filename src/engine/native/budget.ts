// How much of a batch is worked on at a time: small enough for caches and memory, large enough that
// the weights are worth preparing. Results do not depend on it.
import { EngineError, type Sequence } from '../engine.ts';
import { fedTokens } from './pack.ts';
import { type Buffer, memoryReport } from './plan/arena.ts';
import type { Capacity } from './plan/score.ts';

export interface Budget {
  /** Tokens of a microbatch, unless one row is longer. */
  readonly tokens: number;
  /** Sequences decoded together, at most. */
  readonly sequences: number;
  /** Bytes a call may work in. */
  readonly bytes: number;
}

export const BUDGET: Budget = { tokens: 1024, sequences: 128, bytes: 1.5e9 };

/** Capacity for these sequences: rows in steps of 16 tokens, so that few plans are ever made. */
export function capacityFor(sequences: readonly Sequence[], budget: Budget): Capacity {
  const longest = Math.max(1, ...sequences.map(fedTokens));
  const length = Math.ceil(longest / 16) * 16;
  return { length, tokens: Math.max(length, budget.tokens) };
}

/**
 * The largest plan within the budget's bytes, capacities halved until it fits.
 * @throws EngineError with the bytes by purpose when the smallest is too large
 */
export function fittingPlan<
  P extends { readonly bytes: number; readonly buffers: readonly Buffer[] },
>(
  make: (capacity: number) => P,
  capacity: { readonly most: number; readonly least: number },
  bytes: number,
): P {
  let plan = make(capacity.most);
  for (let size = capacity.most; plan.bytes > bytes && size > capacity.least; ) {
    size = Math.max(capacity.least, Math.floor(size / 2));
    plan = make(size);
  }
  if (plan.bytes <= bytes) return plan;
  const parts = Object.entries(memoryReport(plan.buffers)).map(([name, n]) => `${name} ${n}`);
  throw new EngineError(
    `a batch of ${capacity.least} needs ${plan.bytes} bytes (${parts.join(', ')}); allowed are ${bytes}: a smaller model or shorter sequences fit`,
  );
}

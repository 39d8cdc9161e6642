// How far a run has come: all that a line needs, beside weights and moments, to go on. Pure.
import type { RunEvent } from './events.ts';

export interface Progress {
  /** Steps done. */
  readonly step: number;
  /** Whether the evaluation due after them is done. */
  readonly evaluated: boolean;
  /** Optimizer steps done, which fewer batches may have needed: some teach nothing. */
  readonly updates: number;
  /** Those of a junior that learns; 0 of a frozen one. */
  readonly juniorUpdates: number;
}

export const BEGINNING: Progress = { step: 0, evaluated: false, updates: 0, juniorUpdates: 0 };

/** Where a run stands after an event. Updates are the engine's to count. */
export function progressAfter(progress: Progress, event: RunEvent): Progress {
  if (event.kind === 'step') return { ...progress, step: event.step, evaluated: false };
  if (event.kind === 'evaluation') return { ...progress, evaluated: true };
  return progress;
}

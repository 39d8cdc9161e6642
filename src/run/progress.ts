// How far a run has come: what it needs to go on, apart from weights and optimizer state.
import type { RunEvent } from './events.ts';
import { afterStep, NO_WARNINGS, type WarningState } from './warnings.ts';

export interface RunProgress {
  /** Steps done. */
  readonly step: number;
  /** Whether the evaluation due after them is done. */
  readonly evaluated: boolean;
  /** Optimizer steps done, fewer than minibatches where a gradient was 0. */
  readonly updates: number;
  /** Those of a junior that learns; 0 of a frozen one. */
  readonly juniorUpdates: number;
  /** Prompt and solution tokens of all rollouts so far. */
  readonly tokens: number;
  readonly warnings: WarningState;
}

export const BEGINNING: RunProgress = {
  step: 0,
  evaluated: false,
  updates: 0,
  juniorUpdates: 0,
  tokens: 0,
  warnings: NO_WARNINGS,
};

/** Progress after an event; updates are counted by the engine. */
export function progressAfter(progress: RunProgress, event: RunEvent): RunProgress {
  if (event.kind === 'step') {
    const { step, metrics } = event;
    const tokens = metrics['batch/tokens_seen'] ?? progress.tokens;
    const warnings = afterStep(progress.warnings, metrics);
    return { ...progress, step, evaluated: false, tokens, warnings };
  }
  if (event.kind === 'evaluation') return { ...progress, evaluated: true };
  return progress;
}

// A run that ended because its tab closed: noted when the page goes, shown by the next page of this tab.

import { runConfig } from './config-at.ts';
import { hasRun, type RecordingSlice } from './recordings.ts';
import type { RunSlice } from './run-state.ts';

export interface InterruptedRun {
  readonly step: number;
  readonly steps: number;
}

/** The part of sessionStorage that is needed. */
export type Notes = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'left run';

/** Null for a run that was over, or none: nothing of it is missed. */
export function interruptedRun(state: RunSlice & RecordingSlice): InterruptedRun | null {
  const config = runConfig(state);
  if (!hasRun(state) || config === null || state.status.kind === 'finished') return null;
  return { step: state.history.step, steps: config.steps };
}

export function noteInterruptedRun(notes: Notes, state: RunSlice & RecordingSlice): void {
  const left = interruptedRun(state);
  if (left === null) notes.removeItem(KEY);
  else notes.setItem(KEY, `${left.step}/${left.steps}`);
}

/** What the page before this one noted; null where that was nothing, or nothing that it could have been. */
export function readInterruptedRun(notes: Notes): InterruptedRun | null {
  const [, step, steps] = /^(\d{1,9})\/(\d{1,9})$/.exec(notes.getItem(KEY) ?? '') ?? [];
  return step === undefined || steps === undefined
    ? null
    : { step: Number(step), steps: Number(steps) };
}

// The run on screen: the part of the page's store that Play and Reset change, and what follows from it.
import type { EngineName, RunConfig } from '../../config/fields.ts';
import { differing, isLive } from '../../config/live.ts';
import type { PresetName } from '../../config/presets.ts';
import type { KeptSenior, Snapshot } from '../../protocol.ts';
import { type RunClock, STOPPED } from './clock.ts';
import { configAt, runConfig } from './config-at.ts';
import { EMPTY_HISTORY, type History } from './history.ts';
import type { RunPhase } from './run-loop.ts';
import { UNTRAINED } from './snapshots.ts';

/** A preset and its settings, edited or not. */
export interface Setup {
  readonly preset: PresetName;
  readonly config: RunConfig;
}

export type Status =
  | { readonly kind: 'idle' | RunPhase }
  | {
      readonly kind: 'failed';
      readonly message: string;
      /** An engine that may do what this one could not. */
      readonly next: EngineName | null;
    };

/** A run as it was after one of its events, and what it had logged by then. */
export interface ResumePoint {
  readonly snapshot: Snapshot;
  readonly history: History;
}

export interface RunSlice {
  readonly status: Status;
  /** What the run was begun with; its history has what was changed since. Null of a recorded run. */
  readonly begun: Setup | null;
  readonly history: History;
  readonly clock: RunClock;
  /** From where a failed run continues; null before its first evaluation. */
  readonly resumePoint: ResumePoint | null;
  /** Kernels compiled, and requested so far; null where none are. */
  readonly compiled: { readonly done: number; readonly all: number } | null;
  /** The senior at some steps of the run, oldest first. */
  readonly seniors: readonly KeptSenior[];
}

export const NO_RUN: RunSlice = {
  status: { kind: 'idle' },
  begun: null,
  history: EMPTY_HISTORY,
  clock: STOPPED,
  resumePoint: null,
  compiled: null,
  seniors: [UNTRAINED],
};

/**
 * What becomes of settings edited since the run began: nothing to do, taken up at its next step, or not
 * before a new run. One edit that needs a new run holds back the others.
 */
export function pendingChange(state: RunSlice & Setup): 'none' | 'live' | 'restart' {
  const { config, begun, preset, status } = state;
  const own = runConfig(state);
  const names = own === null ? [] : differing(own, config);
  if (names.length === 0) return 'none';
  const isOver = status.kind === 'finished' || status.kind === 'idle';
  return !isOver && preset === begun?.preset && names.every(isLive) ? 'live' : 'restart';
}

/** Whether the settings on screen need a new run. */
export const isChanged = (state: RunSlice & Setup): boolean => pendingChange(state) === 'restart';

/** Steps of the run on screen, or of the one that is being set up. */
export const plannedSteps = (state: RunSlice & Setup): number =>
  (runConfig(state) ?? configAt(state.history, Number.POSITIVE_INFINITY) ?? state.config).steps;

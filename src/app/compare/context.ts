// What the actions of comparisons share: state, actions and dependencies.
import type { MetricName } from '../../metrics/metrics.ts';
import type { SavedFile } from '../parts/download.ts';
import type { ReadableStore, SetState } from '../parts/slice.ts';
import type { RecordingActions, RecordingSlice } from '../run/recordings.ts';
import type { RunActions } from '../run/run-actions.ts';
import type { RunConnection } from '../run/run-loop.ts';
import type { RunSlice, Setup } from '../run/run-state.ts';
import type { SettingsActions, SettingsSlice } from '../settings/settings.ts';
import type { SelectionActions } from '../solution/select.ts';
import type { QueueProgress } from './driver.ts';
import type { KeptRun } from './runs/kept-run.ts';
import type { RunStorage } from './runs/run-storage.ts';
import type { Solutions } from './runs/solutions.ts';
import type { BatchPlan } from './setup/batch.ts';
import type { RunQueue } from './setup/queue.ts';

/** A run and a step of it. */
export interface RunStep {
  readonly id: string;
  readonly step: number;
}

export interface DeletedRuns {
  readonly runs: readonly KeptRun[];
  readonly solutions: readonly Solutions[];
}

export interface CompareState {
  readonly isLoaded: boolean;
  /** Newest first. */
  readonly runs: readonly KeptRun[];
  /** What can be taken back. */
  readonly deleted: DeletedRuns | null;
  readonly queue: RunQueue;
  /** Of the run that is on. */
  readonly progress: QueueProgress;
  /** The page's own run trains: the queue waits. */
  readonly isHeldUp: boolean;
  /** Why the browser does not keep runs. */
  readonly storageProblem: string | null;
  /** Why the last action failed. */
  readonly problem: string | null;
  /** Whose solutions are on screen. */
  readonly shown: RunStep | null;
  /** To be shown once the page's own run may go. */
  readonly asked: RunStep | null;
  readonly metrics: readonly MetricName[];
  /** Name of the arm that differences are from; null takes the first. */
  readonly reference: string | null;
}

export interface CompareActions {
  rename(id: string, name: string): void;
  tick(ids: readonly string[], isTicked: boolean): void;
  remove(ids: readonly string[]): void;
  takeBack(): void;
  importRun(name: string, text: string): void;
  exportRun(id: string): void;
  /** Shows the solutions of a step; `force` ends the page's own run for it. */
  show(at: RunStep, force?: boolean): Promise<void>;
  dismiss(): void;
  chooseMetrics(metrics: readonly MetricName[]): void;
  chooseReference(arm: string): void;
  takeSettings(id: string): void;
  start(plan: BatchPlan): void;
  pause(): void;
  goOn(): void;
  cancel(batch: string): void;
  retry(batch: string): void;
}

export type Compare = CompareState & CompareActions;

/** What comparing reads of the page's store, and asks of it. */
export type PageView = RunSlice &
  RecordingSlice &
  Setup &
  Pick<SettingsSlice, 'extras'> &
  Pick<RunActions, 'reset'> &
  Pick<RecordingActions, 'showRecording'> &
  Pick<SettingsActions, 'loadLink'> &
  Pick<SelectionActions, 'hold'>;

export interface CompareDependencies {
  /** The page's store. */
  readonly app: ReadableStore<PageView>;
  readonly connect: () => RunConnection;
  readonly storage: (report: (problem: string) => void) => RunStorage;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  readonly newId: () => string;
  readonly save: (file: SavedFile) => void;
}

/** What the actions share. */
export interface CompareContext extends Omit<CompareDependencies, 'storage'> {
  readonly storage: RunStorage;
  readonly set: SetState<CompareState>;
  readonly get: () => Compare;
}

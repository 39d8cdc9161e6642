// The store of kept runs and of comparisons: what there is, what is ticked, what is being trained. Knows no
// worker, no component and no database.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MetricName } from '../../metrics/metrics.ts';
import type { SavedFile } from '../parts/download.ts';
import type { Connection } from '../run/trainer.ts';
import type { AppStore } from '../store.ts';
import { NO_PROGRESS, type Progress } from './driver.ts';
import { queueActions } from './queue-actions.ts';
import { runActions } from './run-actions.ts';
import type { KeptRun } from './runs/kept-run.ts';
import type { Shelf } from './runs/run-storage.ts';
import type { Solutions } from './runs/solutions.ts';
import type { Plan } from './setup/batch.ts';
import { EMPTY_QUEUE, type Queue } from './setup/queue.ts';

/** A run and a step of it. */
export interface Spot {
  readonly id: string;
  readonly step: number;
}

export interface Deleted {
  readonly runs: readonly KeptRun[];
  readonly solutions: readonly Solutions[];
}

export interface CompareState {
  readonly isLoaded: boolean;
  /** Newest first. */
  readonly runs: readonly KeptRun[];
  /** What can be taken back. */
  readonly deleted: Deleted | null;
  readonly queue: Queue;
  /** Of the run that is on. */
  readonly progress: Progress;
  /** The page's own run trains: the queue waits. */
  readonly isHeldUp: boolean;
  /** Why the browser does not keep runs. */
  readonly storageProblem: string | null;
  /** What went wrong with the last thing asked for. */
  readonly problem: string | null;
  /** Whose solutions are on screen. */
  readonly shown: Spot | null;
  /** To be shown once the page's own run may go. */
  readonly asked: Spot | null;
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
  show(spot: Spot, force?: boolean): Promise<void>;
  dismiss(): void;
  chooseMetrics(metrics: readonly MetricName[]): void;
  chooseReference(arm: string): void;
  takeSettings(id: string): void;
  start(plan: Plan): void;
  pause(): void;
  goOn(): void;
  cancel(batch: string): void;
  retry(batch: string): void;
}

export type Compare = CompareState & CompareActions;
export type CompareStore = StoreApi<Compare>;

export interface Dependencies {
  readonly app: AppStore;
  readonly connect: () => Connection;
  readonly shelf: (tell: (problem: string) => void) => Shelf;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  readonly newId: () => string;
  readonly save: (file: SavedFile) => void;
}

/** What the actions share. */
export interface Room extends Omit<Dependencies, 'shelf'> {
  readonly shelf: Shelf;
  readonly set: CompareStore['setState'];
  readonly get: CompareStore['getState'];
}

/** What most readers look for first. */
const FIRST_METRICS: readonly MetricName[] = [
  'handoff/accuracy',
  'solo/accuracy',
  'style/jargon',
  'drift/kl',
  'legibility/junior_ce',
];

const INITIAL: CompareState = {
  isLoaded: false,
  runs: [],
  deleted: null,
  queue: EMPTY_QUEUE,
  progress: NO_PROGRESS,
  isHeldUp: false,
  storageProblem: null,
  problem: null,
  shown: null,
  asked: null,
  metrics: FIRST_METRICS,
  reference: null,
};

export function createCompareStore(dependencies: Dependencies): CompareStore {
  return createStore<Compare>()((set, get) => {
    const shelf = dependencies.shelf((storageProblem) => set({ storageProblem }));
    const room: Room = { ...dependencies, shelf, set, get };
    const runs = runActions(room);
    const queue = queueActions(room);
    void runs.load().then(queue.restore);
    return {
      ...INITIAL,
      ...runs.actions,
      ...queue.actions,
      dismiss: () => set({ problem: null, asked: null, storageProblem: null }),
      chooseMetrics: (metrics) => set({ metrics }),
      chooseReference: (reference) => set({ reference }),
    };
  });
}

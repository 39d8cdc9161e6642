// The store of comparisons: stored runs, ticks, and the queue of runs to train.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MetricName } from '../../metrics/metrics.ts';
import type { Compare, CompareContext, CompareDependencies, CompareState } from './context.ts';
import { NO_PROGRESS } from './driver.ts';
import { queueActions } from './queue-actions.ts';
import { keptRunActions } from './run-actions.ts';
import { EMPTY_QUEUE } from './setup/queue.ts';

export type CompareStore = StoreApi<Compare>;

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

export function createCompareStore(dependencies: CompareDependencies): CompareStore {
  return createStore<Compare>()((set, get) => {
    const storage = dependencies.storage((storageProblem) => set({ storageProblem }));
    const context: CompareContext = { ...dependencies, storage, set, get };
    const runs = keptRunActions(context);
    const queue = queueActions(context);
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

// A pair that the reader trains from random weights: two pre-train jobs at once, with their curves.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type OwnModel, type OwnName, ownName } from '../../config/own-model.ts';
import { messageOf } from '../../message-of.ts';
import type { PretrainProgress } from '../../protocol.ts';
import { append, type Series } from '../run/series.ts';

export const ROLES = ['senior', 'junior'] as const;
export type Role = (typeof ROLES)[number];

/** A training under way. Cancelled, its promise never settles. */
export interface RunningJob {
  readonly done: Promise<void>;
  readonly cancel: () => void;
}
export type StartPretrain = (
  name: OwnName,
  onProgress: (progress: PretrainProgress) => void,
) => RunningJob;

export interface PretrainJob {
  readonly name: OwnName;
  readonly steps: number;
  /** Steps done. */
  readonly step: number;
  /** Nats per token of the documents of each step. */
  readonly loss: Series | undefined;
  /** Share of held-out problems solved alone, where it was looked at. */
  readonly solo: Series | undefined;
  readonly status: 'training' | 'trained' | 'failed';
  readonly problem: string | null;
}

export interface OwnPairState {
  readonly models: Readonly<Record<Role, OwnModel>>;
  /** Null before its training has begun, and after it was cancelled. */
  readonly jobs: Readonly<Record<Role, PretrainJob | null>>;
}
export interface OwnPairActions {
  setModel(role: Role, change: Partial<OwnModel>): void;
  train(): void;
  cancel(): void;
}
export type OwnPairStore = StoreApi<OwnPairState & OwnPairActions>;

/** A skilled jargon writer and a weaker plain one, as the first preset's. */
export const FIRST_MODELS: OwnPairState['models'] = {
  senior: { style: 'jargon', share: 80, other: 'plain', steps: 600, slips: 1, seed: 1 },
  junior: { style: 'plain', share: 100, other: 'plain', steps: 400, slips: 12, seed: 2 },
};
const NO_JOBS: OwnPairState['jobs'] = { senior: null, junior: null };

export const isTraining = ({ jobs }: OwnPairState): boolean =>
  ROLES.some((role) => jobs[role]?.status === 'training');

/** The names of both, once both are trained as they are set now. */
export function trainedPair({ jobs, models }: OwnPairState): Record<Role, OwnName> | null {
  const isReady = ROLES.every((role) => {
    const job = jobs[role];
    return job?.status === 'trained' && job.name === ownName(models[role]);
  });
  return isReady ? { senior: ownName(models.senior), junior: ownName(models.junior) } : null;
}

const newJob = (models: OwnModel): PretrainJob => ({
  name: ownName(models),
  steps: models.steps,
  step: 0,
  loss: undefined,
  solo: undefined,
  status: 'training',
  problem: null,
});

const withProgress = (job: PretrainJob, { step, loss, solo }: PretrainProgress): PretrainJob => ({
  ...job,
  step,
  loss: append(job.loss, step, loss),
  solo: solo === null ? job.solo : append(job.solo, step, solo),
});

export function createOwnPairStore(
  start: StartPretrain,
  models: OwnPairState['models'] = FIRST_MODELS,
): OwnPairStore {
  return createStore<OwnPairState & OwnPairActions>()((set, get) => {
    let under: readonly RunningJob[] = [];
    const change = (role: Role, how: (job: PretrainJob) => PretrainJob) =>
      set(({ jobs }) => {
        const job = jobs[role];
        return job === null ? {} : { jobs: { ...jobs, [role]: how(job) } };
      });
    const begin = (role: Role): RunningJob => {
      const running = start(ownName(get().models[role]), (progress) =>
        change(role, (job) => withProgress(job, progress)),
      );
      running.done.then(
        () => change(role, (job) => ({ ...job, status: 'trained' })),
        (error: unknown) => {
          const problem = messageOf(error);
          change(role, (job) => ({ ...job, status: 'failed', problem }));
        },
      );
      return running;
    };
    /** One that is trained with the model's settings of now stays. */
    const isDone = (role: Role) => {
      const { jobs, models: now } = get();
      const job = jobs[role];
      return job?.status === 'trained' && job.name === ownName(now[role]);
    };
    return {
      models,
      jobs: NO_JOBS,
      setModel: (role, patch) =>
        set((state) => ({
          models: { ...state.models, [role]: { ...state.models[role], ...patch } },
        })),
      train: () => {
        if (isTraining(get())) return;
        const due = ROLES.filter((role) => !isDone(role));
        for (const role of due) {
          set((state) => ({
            jobs: { ...state.jobs, [role]: newJob(state.models[role]) },
          }));
        }
        under = due.map(begin);
      },
      cancel: () => {
        for (const running of under) running.cancel();
        under = [];
        set(({ jobs }) => ({
          jobs: {
            senior: jobs.senior?.status === 'training' ? null : jobs.senior,
            junior: jobs.junior?.status === 'training' ? null : jobs.junior,
          },
        }));
      },
    };
  });
}

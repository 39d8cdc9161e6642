// A pair that the reader trains from random weights: two checkpoints in two workers at once, with their
// curves. Knows no worker's inside and no component.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type OwnModel, type OwnName, ownName } from '../../config/own-model.ts';
import { messageOf } from '../../message-of.ts';
import type { PretrainProgress } from '../../protocol.ts';
import { append, type Series } from '../run/series.ts';

export const ROLES = ['senior', 'junior'] as const;
export type Role = (typeof ROLES)[number];

/** A training under way. Cancelled, its promise never settles. */
export interface Schooling {
  readonly done: Promise<void>;
  readonly cancel: () => void;
}
export type School = (name: OwnName, tell: (progress: PretrainProgress) => void) => Schooling;

export interface Pupil {
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
  readonly wanted: Readonly<Record<Role, OwnModel>>;
  /** Null before its training has begun, and after it was cancelled. */
  readonly pupils: Readonly<Record<Role, Pupil | null>>;
}
export interface OwnPairActions {
  want(role: Role, change: Partial<OwnModel>): void;
  train(): void;
  cancel(): void;
}
export type OwnPairStore = StoreApi<OwnPairState & OwnPairActions>;

/** A skilled jargon writer and a weaker plain one, as the first preset's. */
export const FIRST_WANTED: OwnPairState['wanted'] = {
  senior: { style: 'jargon', share: 80, other: 'plain', steps: 600, slips: 1, seed: 1 },
  junior: { style: 'plain', share: 100, other: 'plain', steps: 400, slips: 12, seed: 2 },
};
const NOBODY: OwnPairState['pupils'] = { senior: null, junior: null };

export const isTraining = ({ pupils }: OwnPairState): boolean =>
  ROLES.some((role) => pupils[role]?.status === 'training');

/** The names of both, once both are trained as they are wanted now. */
export function trainedPair({ pupils, wanted }: OwnPairState): Record<Role, OwnName> | null {
  const isReady = ROLES.every((role) => {
    const pupil = pupils[role];
    return pupil?.status === 'trained' && pupil.name === ownName(wanted[role]);
  });
  return isReady ? { senior: ownName(wanted.senior), junior: ownName(wanted.junior) } : null;
}

const pupilOf = (wanted: OwnModel): Pupil => ({
  name: ownName(wanted),
  steps: wanted.steps,
  step: 0,
  loss: undefined,
  solo: undefined,
  status: 'training',
  problem: null,
});

const told = (pupil: Pupil, { step, loss, solo }: PretrainProgress): Pupil => ({
  ...pupil,
  step,
  loss: append(pupil.loss, step, loss),
  solo: solo === null ? pupil.solo : append(pupil.solo, step, solo),
});

export function createOwnPairStore(
  school: School,
  wanted: OwnPairState['wanted'] = FIRST_WANTED,
): OwnPairStore {
  return createStore<OwnPairState & OwnPairActions>()((set, get) => {
    let under: readonly Schooling[] = [];
    const change = (role: Role, how: (pupil: Pupil) => Pupil) =>
      set(({ pupils }) => {
        const pupil = pupils[role];
        return pupil === null ? {} : { pupils: { ...pupils, [role]: how(pupil) } };
      });
    const begin = (role: Role): Schooling => {
      const schooling = school(ownName(get().wanted[role]), (progress) =>
        change(role, (pupil) => told(pupil, progress)),
      );
      schooling.done.then(
        () => change(role, (pupil) => ({ ...pupil, status: 'trained' })),
        (error: unknown) => {
          const problem = messageOf(error);
          change(role, (pupil) => ({ ...pupil, status: 'failed', problem }));
        },
      );
      return schooling;
    };
    /** One that is trained as it is wanted stays. */
    const isDone = (role: Role) => {
      const { pupils, wanted: asked } = get();
      const pupil = pupils[role];
      return pupil?.status === 'trained' && pupil.name === ownName(asked[role]);
    };
    return {
      wanted,
      pupils: NOBODY,
      want: (role, patch) =>
        set((state) => ({
          wanted: { ...state.wanted, [role]: { ...state.wanted[role], ...patch } },
        })),
      train: () => {
        if (isTraining(get())) return;
        const due = ROLES.filter((role) => !isDone(role));
        for (const role of due) {
          set((state) => ({
            pupils: { ...state.pupils, [role]: pupilOf(state.wanted[role]) },
          }));
        }
        under = due.map(begin);
      },
      cancel: () => {
        for (const schooling of under) schooling.cancel();
        under = [];
        set(({ pupils }) => ({
          pupils: {
            senior: pupils.senior?.status === 'training' ? null : pupils.senior,
            junior: pupils.junior?.status === 'training' ? null : pupils.junior,
          },
        }));
      },
    };
  });
}

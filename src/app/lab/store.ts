// The lab’s store: experiments with the solution on screen, cleared when another solution is shown.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RewardedRollout } from '../../run/events.ts';
import { type BranchActions, type BranchSlice, branchActions } from './branch.ts';
import { type GameActions, type GameSlice, gameActions, NO_GAME } from './game.ts';
import { type ReadingActions, type ReadingSlice, readingActions } from './reading.ts';
import { type RewritingActions, type RewritingSlice, rewritingActions } from './rewritings.ts';
import { type LabConnection, newSession, type SessionSlice } from './session.ts';
import {
  type UpdateView,
  type UpdateViewActions,
  type UpdateViewSlice,
  updateViewActions,
} from './update-view.ts';

export type LabState = SessionSlice &
  BranchSlice &
  ReadingSlice &
  RewritingSlice &
  UpdateViewSlice &
  GameSlice;

export type LabActions = BranchActions &
  ReadingActions &
  RewritingActions &
  UpdateViewActions &
  GameActions & {
    /** The solution on screen now; another one than before clears what was tried out. */
    look(rollout: RewardedRollout | null): void;
  };

export type LabStore = StoreApi<LabState & LabActions>;

const EMPTY: LabState = {
  isBusy: false,
  problem: null,
  rollout: null,
  branch: null,
  refused: null,
  reader: null,
  maps: [],
  rewritings: [],
  updateView: null,
  game: NO_GAME,
};

/** Whether the group of the update view has this solution. */
const isOf = (updateView: UpdateView | null, rollout: RewardedRollout | null): boolean =>
  updateView?.stepGroup.rollouts.some((each) => each === rollout) ?? false;

/** @param connect makes the worker; called once, at the first question */
export function createLabStore(connect: () => LabConnection): LabStore {
  return createStore<LabState & LabActions>()((set, get) => {
    const session = newSession<LabState>(set, get, connect);
    return {
      ...EMPTY,
      look: (rollout) => {
        if (get().rollout === rollout) return;
        set(({ isBusy, game, updateView }) => ({
          ...EMPTY,
          isBusy,
          rollout,
          updateView: isOf(updateView, rollout) ? updateView : null,
          game,
        }));
      },
      ...branchActions(session),
      ...readingActions(session),
      ...rewritingActions(session),
      ...updateViewActions(session),
      ...gameActions(session),
    };
  });
}

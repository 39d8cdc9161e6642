// Which step and solution are on screen, and the actions that choose them.
import type { StepEvent } from '../../run/events.ts';
import type { SetState } from '../parts/slice.ts';
import { keptStep } from '../run/kept-steps.ts';
import type { RunSlice } from '../run/run-state.ts';
import type { Selection } from './selection.ts';

export interface SelectionSlice {
  readonly selection: Selection;
  /** The step that stays on screen while the run continues; null follows the newest. */
  readonly held: StepEvent | null;
}

export interface SelectionActions {
  selectGroup(group: number): void;
  selectRollout(rollout: number): void;
  selectToken(token: number): void;
  follow(): void;
  /** Shows the solutions of a step, or of the nearest kept step before it. */
  hold(step: number): void;
}

export const FIRST_SELECTION: SelectionSlice = {
  selection: { group: 0, rollout: 0, token: null },
  held: null,
};

/** The step on screen. */
export const shownStep = ({
  held,
  history,
}: Pick<SelectionSlice, 'held'> & Pick<RunSlice, 'history'>): StepEvent | null =>
  held ?? history.last;

export function selectionActions(set: SetState<SelectionSlice & RunSlice>): SelectionActions {
  /** Selecting anything while a run is on keeps its step on screen. */
  const select = (patch: Partial<Selection>) =>
    set((state) => ({
      selection: { ...state.selection, ...patch },
      held: state.status.kind === 'running' ? shownStep(state) : state.held,
    }));
  return {
    selectGroup: (group) => select({ group, rollout: 0, token: null }),
    selectRollout: (rollout) => select({ rollout, token: null }),
    selectToken: (token) => select({ token }),
    follow: () =>
      set(({ selection }) => ({ held: null, selection: { ...selection, token: null } })),
    hold: (step) =>
      set(({ history, selection }) => {
        const held = keptStep(history.keptSteps, step);
        return held === null
          ? {}
          : { held: held === history.last ? null : held, selection: { ...selection, token: null } };
      }),
  };
}

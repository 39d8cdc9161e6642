// Watches the page's own run, so that it is kept: after evaluations, and whole whenever it stops. Knows no
// database.
import type { StartEvent } from '../../run/events.ts';
import type { AppState, AppStore } from '../store.ts';

/** The page's own run as far as it is. */
export type OwnRun = AppState & { readonly history: { readonly start: StartEvent } };

const isOwn = (state: AppState): state is OwnRun =>
  state.history.start !== null && state.recorded === null && state.begun !== null;

const STOPPED: readonly AppState['status']['kind'][] = ['paused', 'finished', 'failed'];

/**
 * @param told `whole` when nothing more comes for now, so that its solutions are worth keeping too
 */
export function watchMainRun(app: AppStore, told: (run: OwnRun, whole: boolean) => void): void {
  app.subscribe((state, before) => {
    const hasLeft = before.history.start !== null && state.history.start !== before.history.start;
    if (hasLeft && isOwn(before)) told(before, true);
    if (!isOwn(state)) return;
    const hasStopped = state.status !== before.status && STOPPED.includes(state.status.kind);
    const isEvaluated = state.history.evaluations !== before.history.evaluations;
    if (hasStopped) told(state, true);
    else if (isEvaluated) told(state, false);
  });
}

export const isUnderWay = ({ status }: AppState): boolean =>
  status.kind === 'running' || status.kind === 'loading';

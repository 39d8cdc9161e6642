// Stores the page’s own run in the browser after evaluations and whenever it stops.
import type { StartEvent } from '../../run/events.ts';
import type { ReadableStore } from '../parts/slice.ts';
import type { RecordingSlice } from '../run/recordings.ts';
import type { RunSlice, Setup } from '../run/run-state.ts';

type MaybeRun = RunSlice & RecordingSlice & Setup;

/** The page's own run as far as it is. */
export type OwnRun = MaybeRun & { readonly history: { readonly start: StartEvent } };

const isOwn = (state: MaybeRun): state is OwnRun =>
  state.history.start !== null && state.recorded === null && state.begun !== null;

const STOPPED: readonly RunSlice['status']['kind'][] = ['paused', 'finished', 'failed'];

/**
 * @param onChange `whole` when the run has stopped, so that its solutions are stored too
 */
export function watchMainRun(
  app: ReadableStore<MaybeRun>,
  onChange: (run: OwnRun, whole: boolean) => void,
): void {
  app.subscribe((state, before) => {
    const hasLeft = before.history.start !== null && state.history.start !== before.history.start;
    if (hasLeft && isOwn(before)) onChange(before, true);
    if (!isOwn(state)) return;
    const hasStopped = state.status !== before.status && STOPPED.includes(state.status.kind);
    const isEvaluated = state.history.evaluations !== before.history.evaluations;
    if (hasStopped) onChange(state, true);
    else if (isEvaluated) onChange(state, false);
  });
}

export const isUnderWay = ({ status }: Pick<RunSlice, 'status'>): boolean =>
  status.kind === 'running' || status.kind === 'loading';

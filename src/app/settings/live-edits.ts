// Debounces edits of settings, then applies them to the running run.
import type { ReadableStore } from '../parts/slice.ts';
import type { RunActions } from '../run/run-actions.ts';
import type { Setup } from '../run/run-state.ts';

/** Milliseconds without another edit: a number may be half typed. */
const SETTLED = 800;

export function syncLiveEdits(
  store: ReadableStore<Setup & Pick<RunActions, 'applyChanges'>>,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe((state, before) => {
    if (state.config === before.config) return;
    clearTimeout(timer);
    timer = setTimeout(() => store.getState().applyChanges(), SETTLED);
  });
}

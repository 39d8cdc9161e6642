// Gives a run that is on the settings that were changed, once they are left alone for a moment: a number
// that is half typed is nobody's wish. Knows no control.
import type { AppStore } from '../store.ts';

/** Milliseconds without another change. */
const SETTLED = 800;

export function syncLiveEdits(store: AppStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe((state, before) => {
    if (state.config === before.config) return;
    clearTimeout(timer);
    timer = setTimeout(() => store.getState().applyChanges(), SETTLED);
  });
}

// Shows the preset's recorded run while nothing has been trained: when the page opens, and when another
// preset is chosen. Knows where recordings lie, not how they are drawn.
import type { PresetName } from '../../config/presets.ts';
import { parseRecording } from '../../run/recording.ts';
import type { AppState, AppStore } from '../store.ts';

/** Text of a file below the page, or null where there is none. */
export type ReadText = (path: string) => Promise<string | null>;

const isUntouched = ({ status, history, recorded }: AppState) =>
  status.kind === 'idle' && (history.start === null || recorded !== null);

async function show(store: AppStore, preset: PresetName, read: ReadText): Promise<void> {
  const text = await read(`recorded/${preset}.json`);
  const recording = text === null ? null : parseRecording(text);
  // Reading and drawing are a task each: both in one would hold up the page.
  await new Promise((resolve) => setTimeout(resolve));
  const state = store.getState();
  // Meanwhile a run may have begun, or another preset been chosen.
  if (!isUntouched(state) || state.preset !== preset) return;
  if (recording === null) state.clearRecording();
  else state.showRecording(recording);
}

/** A recording that cannot be read leaves the page as it is without one. */
export function syncRecordings(store: AppStore, read: ReadText): void {
  const begin = ({ preset }: AppState) => void show(store, preset, read).catch(() => {});
  begin(store.getState());
  store.subscribe((state, before) => {
    if (state.preset !== before.preset && isUntouched(state)) begin(state);
  });
}

export async function fetchText(path: string): Promise<string | null> {
  const answer = await fetch(path);
  // A server may answer a missing file with its page.
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return answer.ok && isJson ? answer.text() : null;
}

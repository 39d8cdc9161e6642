// The preset's recorded run, shown while nothing has been trained: when the page opens, and when another preset is chosen.
import type { PresetName } from '../../config/presets.ts';
import type { KeptSenior } from '../../protocol.ts';
import { parseRecording, type Recording } from '../../run/recording.ts';
import type { ReadableStore } from '../parts/slice.ts';
import { EMPTY_HISTORY, reduce } from './history.ts';
import type { RunSlice, Setup } from './run-state.ts';
import { UNTRAINED } from './snapshots.ts';

export interface RecordingSlice {
  /** The preset whose recorded run is on screen; null when what is there was trained here. */
  readonly recorded: PresetName | null;
  /** What a reader calls it; null of a preset's own. */
  readonly recordedName: string | null;
}

export interface RecordingActions {
  /**
   * Shows a recorded run in the place of nothing, or of another one.
   * @param seniors its weights, where they are not files of the recording
   */
  showRecording(recording: Recording, seniors?: readonly KeptSenior[]): void;
  clearRecording(): void;
}

export const NO_RECORDING: RecordingSlice = { recorded: null, recordedName: null };

/** Whether something was trained here: a recorded run is not saved again. */
export const hasRun = ({
  history,
  recorded,
}: Pick<RunSlice, 'history'> & Pick<RecordingSlice, 'recorded'>): boolean =>
  history.start !== null && recorded === null;

/** @param replace puts this in the place of the run on screen and of all that is looked at in it */
export function recordingActions(
  replace: (shown: Partial<RunSlice & RecordingSlice>) => void,
): RecordingActions {
  return {
    showRecording: ({ preset, name, events, seniors }, stored) => {
      const files = seniors.map(
        ({ step, path }): KeptSenior => ({ step, weights: { kind: 'file', path } }),
      );
      replace({
        history: events.reduce(reduce, EMPTY_HISTORY),
        recorded: preset,
        recordedName: name ?? null,
        seniors: [UNTRAINED, ...(stored ?? files)],
      });
    },
    clearRecording: () => replace({}),
  };
}

/** Text of a file below the page, or null where there is none. */
export type ReadText = (path: string) => Promise<string | null>;

type Recorded = RunSlice & RecordingSlice & Setup;

const isUntouched = ({ status, history, recorded }: Recorded) =>
  status.kind === 'idle' && (history.start === null || recorded !== null);

async function show(
  store: ReadableStore<Recorded & RecordingActions>,
  preset: PresetName,
  read: ReadText,
): Promise<void> {
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
export function syncRecordings(
  store: ReadableStore<Recorded & RecordingActions>,
  read: ReadText,
): void {
  const begin = ({ preset }: Recorded) => void show(store, preset, read).catch(() => {});
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

// The page's store: composed of the run, its recording, saving, settings, selection and chart view.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  FIRST_VIEW,
  type ViewActions,
  type ViewSlice,
  viewActions,
  WHOLE_RUN,
} from './charts/view.ts';
import type { SavedFile } from './parts/download.ts';
import {
  NO_RECORDING,
  type RecordingActions,
  type RecordingSlice,
  recordingActions,
} from './run/recordings.ts';
import { type RunActions, runActions, runListener } from './run/run-actions.ts';
import { createRunLoop, type RunConnection } from './run/run-loop.ts';
import { NO_RUN, type RunSlice } from './run/run-state.ts';
import {
  NOTHING_SAVED,
  type SavingActions,
  type SavingSlice,
  savingActions,
} from './run/saving.ts';
import {
  FIRST_SETTINGS,
  type SettingsActions,
  type SettingsSlice,
  settingsActions,
} from './settings/settings.ts';
import {
  FIRST_SELECTION,
  type SelectionActions,
  type SelectionSlice,
  selectionActions,
} from './solution/select.ts';

export type AppState = RunSlice &
  RecordingSlice &
  SavingSlice &
  SettingsSlice &
  SelectionSlice &
  ViewSlice;

export type AppActions = RunActions &
  RecordingActions &
  SavingActions &
  SettingsActions &
  SelectionActions &
  ViewActions;

export type App = AppState & AppActions;
export type AppStore = StoreApi<App>;

export interface AppDependencies {
  readonly connect: () => RunConnection;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** Gives the reader a file to keep. */
  readonly save: (file: SavedFile) => void;
}

/** All that belongs to the run on screen. */
const EMPTY = {
  ...NO_RUN,
  ...NO_RECORDING,
  ...NOTHING_SAVED,
  ...FIRST_SELECTION,
  zoom: WHOLE_RUN,
};

export function createAppStore({ connect, now, save }: AppDependencies): AppStore {
  return createStore<App>()((set, get) => {
    const trainer = createRunLoop(connect, now, runListener(set, now));
    const screen = {
      clear: () => set(EMPTY),
      leaveRecording: () => set(({ selection }) => ({ ...EMPTY, selection })),
      follow: () => get().follow(),
    };
    return {
      ...FIRST_SETTINGS,
      view: FIRST_VIEW,
      ...EMPTY,
      ...settingsActions(set),
      ...selectionActions(set),
      ...viewActions(set),
      ...recordingActions((shown) => set({ ...EMPTY, ...shown })),
      ...runActions(set, get, { trainer, screen }),
      ...savingActions(set, get, { trainer, save }),
    };
  });
}

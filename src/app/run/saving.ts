// Saving the run on screen: its events, its metrics and its senior as files.
import type { Snapshot } from '../../protocol.ts';
import type { SavedFile } from '../parts/download.ts';
import type { SetState } from '../parts/slice.ts';
import { metricsFile, runFile, seniorFile } from './export.ts';
import { hasRun, type RecordingSlice } from './recordings.ts';
import type { RunLoop } from './run-loop.ts';
import type { RunSlice } from './run-state.ts';

export interface SavingSlice {
  /** The senior is being fetched to be saved. */
  readonly isSaving: boolean;
}

export interface SavingActions {
  saveRun(): void;
  saveMetrics(): void;
  saveSenior(): void;
}

export const NOTHING_SAVED: SavingSlice = { isSaving: false };

/** A failed run has ended its workers; its resume point is there. */
export const hasSenior = (state: RunSlice & RecordingSlice): boolean =>
  state.status.kind === 'failed' ? state.resumePoint !== null : hasRun(state);

export function savingActions(
  set: SetState<SavingSlice>,
  get: () => RunSlice & SavingSlice,
  { trainer, save }: { readonly trainer: RunLoop; readonly save: (file: SavedFile) => void },
): SavingActions {
  const give = (snapshot: Snapshot | undefined | null) => {
    // Absent where the run has ended since.
    if (snapshot) save(seniorFile(get(), snapshot.files));
  };
  const fetchSenior = async () => {
    set({ isSaving: true });
    const snapshot = await trainer.snapshot();
    set({ isSaving: false });
    give(snapshot);
  };
  return {
    saveRun: () => save(runFile(get())),
    saveMetrics: () => save(metricsFile(get())),
    saveSenior: () => {
      const { status, resumePoint, isSaving } = get();
      if (status.kind === 'failed') give(resumePoint?.snapshot);
      else if (!isSaving) void fetchSenior();
    },
  };
}

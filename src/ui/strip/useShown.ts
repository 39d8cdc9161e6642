// The solution on screen, computed once per change of step or selection.
import { useMemo } from 'react';
import { configAt, type SettingsLog } from '../../app/run/config-at.ts';
import { shownStep } from '../../app/solution/select.ts';
import { type Shown, shown } from '../../app/solution/selection.ts';
import { useApp } from '../parts/useApp.ts';

export function useShown(): Shown | null {
  const event = useApp(shownStep);
  const selection = useApp((app) => app.selection);
  return useMemo(() => (event === null ? null : shown(event, selection)), [event, selection]);
}

/** What the run has logged of its settings; the same object until one changes. */
export function useSettingsLog(): SettingsLog {
  const start = useApp((app) => app.history.start);
  const changes = useApp((app) => app.history.changes);
  const resumes = useApp((app) => app.history.resumes);
  return useMemo(() => ({ start, changes, resumes }), [start, changes, resumes]);
}

/** Settings that the step on screen was made with; null before a run. */
export function useShownConfig(): ReturnType<typeof configAt> {
  const step = useApp((app) => shownStep(app)?.step ?? 1);
  const log = useSettingsLog();
  return useMemo(() => configAt(log, step), [log, step]);
}

const NO_WORDS: readonly string[] = [];

/** Surface form of every token id of the run. */
export const useVocabulary = (): readonly string[] =>
  useApp((app) => app.history.start?.vocabulary ?? NO_WORDS);

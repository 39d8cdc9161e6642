// The solution on screen, computed once per change of step or selection.
import { useMemo } from 'react';
import { type Shown, shown } from '../../app/solution/selection.ts';
import { shownStep } from '../../app/store.ts';
import { useApp } from '../parts/useApp.ts';

export function useShown(): Shown | null {
  const event = useApp(shownStep);
  const selection = useApp((app) => app.selection);
  return useMemo(() => (event === null ? null : shown(event, selection)), [event, selection]);
}

const NO_WORDS: readonly string[] = [];

/** Surface form of every token id of the run. */
export const useVocabulary = (): readonly string[] =>
  useApp((app) => app.history.start?.vocabulary ?? NO_WORDS);

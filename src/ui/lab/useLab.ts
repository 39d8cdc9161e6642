// Access of components to the lab’s store.
import { createContext, useContext, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Subject } from '../../app/lab/session.ts';
import type { LabActions, LabState, LabStore } from '../../app/lab/store.ts';
import { subjectOf } from '../../app/lab/subject.ts';
import { useApp } from '../parts/useApp.ts';
import { useSettingsLog, useShown } from '../strip/useShown.ts';

export const LabContext = createContext<LabStore | null>(null);

export function useLab<T>(select: (lab: LabState & LabActions) => T): T {
  const store = useContext(LabContext);
  if (store === null) throw new Error('useLab needs a LabContext around it');
  return useStore(store, select);
}

/** The solution on screen with the stored senior nearest to the one that wrote it. */
export function useSubject(): Subject | null {
  const shown = useShown();
  const log = useSettingsLog();
  const seniors = useApp((app) => app.seniors);
  const look = useLab((lab) => lab.look);
  const rollout = shown?.rollout ?? null;
  useEffect(() => look(rollout), [look, rollout]);
  return useMemo(
    () => (shown === null ? null : subjectOf(shown, log, seniors)),
    [shown, log, seniors],
  );
}

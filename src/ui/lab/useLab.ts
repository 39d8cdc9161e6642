// The lab's store for components, and the solution that things are tried out on.
import { createContext, useContext, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { LabActions, LabState, LabStore, Subject } from '../../app/lab/store.ts';
import { seniorNearest } from '../../app/run/snapshots.ts';
import { useApp } from '../parts/useApp.ts';
import { useShown } from '../strip/useShown.ts';

export const LabContext = createContext<LabStore | null>(null);

export function useLab<T>(select: (lab: LabState & LabActions) => T): T {
  const store = useContext(LabContext);
  if (store === null) throw new Error('useLab needs a LabContext around it');
  return useStore(store, select);
}

/** The solution on screen with the senior that wrote it, as nearly as it is kept. */
export function useSubject(): Subject | null {
  const shown = useShown();
  const config = useApp((app) => app.history.start?.config ?? null);
  const seniors = useApp((app) => app.seniors);
  const look = useLab((lab) => lab.look);
  const rollout = shown?.rollout ?? null;
  useEffect(() => look(rollout), [look, rollout]);
  return useMemo(() => {
    if (shown === null || config === null) return null;
    const { step, group, index, problem } = shown;
    return {
      config,
      senior: seniorNearest(seniors, step - 1),
      origin: { problem, step, sequence: group * config.groupSize + index },
      rollout: shown.rollout,
    };
  }, [shown, config, seniors]);
}

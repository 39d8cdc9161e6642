// Where settings were changed during the run, as marks of a chart.
import { useMemo } from 'react';
import { toldChanges } from '../app/changes.ts';
import type { Mark } from './marks.ts';
import { useApp } from './useApp.ts';

export function useMarks(): readonly Mark[] {
  const changes = useApp((app) => app.history.changes);
  const start = useApp((app) => app.history.start);
  return useMemo(
    () =>
      start === null
        ? []
        : toldChanges(start.config, changes).map(({ step, says }) => ({ step, label: says })),
    [start, changes],
  );
}

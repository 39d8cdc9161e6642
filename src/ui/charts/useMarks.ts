// Changes of settings during the run, as marks of a chart.
import { useMemo } from 'react';
import { along } from '../../app/charts/axis.ts';
import { loggedChanges } from '../../app/charts/changes.ts';
import type { Series } from '../../app/run/series.ts';
import { useApp } from '../parts/useApp.ts';
import type { Mark } from './marks.ts';

/** @param axis what the horizontal axis counts; null for steps */
export function useMarks(axis: Series | null): readonly Mark[] {
  const changes = useApp((app) => app.history.changes);
  const start = useApp((app) => app.history.start);
  return useMemo(
    () =>
      start === null
        ? []
        : loggedChanges(start.config, changes).map(({ step, says }) => ({
            x: along(axis, step),
            label: says,
          })),
    [start, changes, axis],
  );
}

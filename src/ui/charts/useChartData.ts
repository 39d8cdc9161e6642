// The part of the run that one chart draws; a new object only when that part has changed.

import { useRef } from 'react';
import { type ChartName, metricsOf } from '../../app/charts/charts.ts';
import type { CurveData } from '../../app/charts/curves.ts';
import type { View } from '../../app/charts/view.ts';
import { useApp } from '../parts/useApp.ts';

function isSame(chart: ChartName, { x }: View, a: CurveData, b: CurveData): boolean {
  return (
    metricsOf(chart).every(
      (name) => a.series[name] === b.series[name] && a.bounds[name] === b.bounds[name],
    ) &&
    (x === 'steps' || a[x] === b[x])
  );
}

export function useChartData(chart: ChartName): CurveData {
  const last = useRef<CurveData | null>(null);
  return useApp(({ history, view }) => {
    if (last.current === null || !isSame(chart, view, last.current, history)) {
      last.current = history;
    }
    return last.current;
  });
}

// The column of charts; the less important ones are folded.
import type { ChartName } from '../../app/charts/charts.ts';
import 'uplot/dist/uPlot.min.css';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { chartsAt } from '../../app/charts/curves.ts';
import { useApp } from '../parts/useApp.ts';
import { LinkedCurves } from '../share/LinkedCurves.tsx';
import { Alerts } from './Alerts.tsx';
import { Chart, type ChartProps } from './Chart.tsx';
import { CurveBar } from './CurveBar.tsx';

const SMALL = { height: 84 };
const LOOKS: { readonly [K in ChartName]?: Omit<ChartProps, 'chart'> } = {
  accuracy: { height: 148, isWide: true },
  style: { height: 116, isWide: true },
};

function Charts({ place }: { readonly place: 'first' | 'more' }) {
  const charts = useApp(useShallow((app) => chartsAt(place, app.history)));
  return (
    <div className="charts">
      {charts.map((chart) => (
        <Chart key={chart} chart={chart} {...(LOOKS[chart] ?? SMALL)} />
      ))}
    </div>
  );
}

function MoreCurves() {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="more-curves" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>More curves</summary>
      {isOpen && <Charts place="more" />}
    </details>
  );
}

export function Curves() {
  return (
    <section className="stack" aria-labelledby="curves-title">
      <h2 id="curves-title" className="visually-hidden">
        How it is going
      </h2>
      <Alerts />
      <LinkedCurves />
      <CurveBar />
      <Charts place="first" />
      <MoreCurves />
    </section>
  );
}

// How the run is going: one small chart per question.
import 'uplot/dist/uPlot.min.css';
import { CHART_NAMES, type ChartName } from '../app/curves.ts';
import { Alerts } from './Alerts.tsx';
import { Chart, type ChartProps } from './Chart.tsx';
import { SentCurves } from './share/SentCurves.tsx';

const LOOKS: Readonly<Record<ChartName, Omit<ChartProps, 'chart'>>> = {
  accuracy: { title: 'Accuracy on held-out problems', height: 148, isWide: true },
  style: { title: 'Style of the senior’s own solutions', height: 116, isWide: true },
  reward: { title: 'Reward', height: 84 },
  senior: { title: 'Senior’s share', height: 84 },
  drift: { title: 'Drift', height: 84 },
  legibility: { title: 'Legibility', height: 84 },
};

export function Curves() {
  return (
    <section className="column column-curves" aria-labelledby="curves-title">
      <h2 id="curves-title" className="visually-hidden">
        How it is going
      </h2>
      <Alerts />
      <SentCurves />
      <div className="charts">
        {CHART_NAMES.map((chart) => (
          <Chart key={chart} chart={chart} {...LOOKS[chart]} />
        ))}
      </div>
    </section>
  );
}

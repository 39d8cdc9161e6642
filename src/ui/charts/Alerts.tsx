// Messages about curves that deserve a look, with links to the steps behind them.
import { useMemo } from 'react';
import { alerts } from '../../app/charts/alerts.ts';
import { useApp } from '../parts/useApp.ts';

export function Alerts() {
  const history = useApp((app) => app.history);
  const hold = useApp((app) => app.hold);
  const found = useMemo(() => alerts(history), [history]);
  return (
    <ul className="alerts" aria-label="Worth a look" aria-live="polite">
      {found.map(({ says, step }) => (
        <li key={says}>
          {says}{' '}
          <button type="button" className="link" onClick={() => hold(step)}>
            see step {step}
          </button>
        </li>
      ))}
    </ul>
  );
}

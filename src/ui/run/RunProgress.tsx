// A line along the header’s edge: how much of the run is done.
import { runConfig } from '../../app/run/config-at.ts';
import { useApp } from '../parts/useApp.ts';

export function RunProgress() {
  const step = useApp((app) => (app.recorded === null ? app.history.step : 0));
  const total = useApp((app) => (runConfig(app) ?? app.config).steps);
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label="Steps done"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={step}
    >
      <div className="progress-done" style={{ transform: `scaleX(${step / total})` }} />
    </div>
  );
}

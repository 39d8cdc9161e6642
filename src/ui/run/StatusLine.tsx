// Status of the run: step, speed, time, engine.
import { useEffect, useState } from 'react';
import { formatElapsed, formatSpeed } from '../../app/parts/format.ts';
import { elapsed, speed } from '../../app/run/clock.ts';
import { runConfig } from '../../app/run/config-at.ts';
import { engineTitle } from '../../app/run/engines.ts';
import type { App } from '../../app/store.ts';
import { useApp } from '../parts/useApp.ts';

/** What happens before the first step: compiling kernels, or the given text. */
function beginning(otherwise: string, { compiled }: App): string {
  if (compiled === null || compiled.done === compiled.all) return otherwise;
  return `compiling kernels ${compiled.done} of ${compiled.all}`;
}

function describe(app: App): string {
  const { status, history, config, recorded } = app;
  const { steps, promptsPerStep, groupSize, pipeline } = runConfig(app) ?? config;
  switch (status.kind) {
    case 'idle':
      if (recorded !== null) return `recorded run of ${history.step} steps`;
      return `${steps} steps of ${promptsPerStep} × ${groupSize} solutions`;
    case 'loading':
      return beginning('loading the models', app);
    case 'running':
      return history.step === 0
        ? beginning('measuring the start', app)
        : `step ${history.step} of ${steps}${pipeline ? ', one step off-policy' : ''}`;
    case 'paused':
      return `paused at step ${history.step} of ${steps}`;
    case 'finished':
      return `finished ${history.step} steps`;
    case 'failed':
      return `stopped at step ${history.step}`;
  }
}

/** The time now, again every second while it matters. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    setNow(performance.now());
    if (!isTicking) return;
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}

function Engine() {
  const engine = useApp((app) => (app.recorded === null ? app.history.engine : null));
  if (engine === null) return null;
  return (
    <span className="hint status-engine">
      <button type="button" className="hint-word" aria-describedby="engine-reason">
        {engineTitle(engine.name)}
      </button>
      <span role="tooltip" id="engine-reason" className="hint-text">
        {engine.reason}
      </span>
    </span>
  );
}

export function StatusLine() {
  const text = useApp(describe);
  const clock = useApp((app) => app.clock);
  const now = useNow(clock.since !== null);
  const hasWorked = clock.worked > 0 || clock.since !== null;
  return (
    <p className="status">
      <span className="status-step">{text}</span>
      {hasWorked && (
        <>
          <span className="status-speed">{formatSpeed(speed(clock))}</span>
          <span className="status-time">{formatElapsed(Math.max(0, elapsed(clock, now)))}</span>
        </>
      )}
      <Engine />
    </p>
  );
}

// Play, pause, step, reset and status; nothing where this browser cannot train.
import type { Status } from '../../app/run/run-state.ts';
import { isChanged } from '../../app/run/run-state.ts';
import { PauseIcon, PlayIcon, ResetIcon, StepIcon } from '../parts/Icons.tsx';
import { useApp } from '../parts/useApp.ts';
import { usePage } from '../parts/usePage.ts';
import { StatusLine } from './StatusLine.tsx';

const isBusy = (status: Status) => status.kind === 'running' || status.kind === 'loading';

function PlayButton() {
  const status = useApp((app) => app.status);
  const play = useApp((app) => app.play);
  const pause = useApp((app) => app.pause);
  if (isBusy(status)) {
    return (
      <button type="button" className="button button-main" onClick={pause}>
        <PauseIcon /> Pause
      </button>
    );
  }
  return (
    <button
      type="button"
      className="button button-main"
      onClick={status.kind === 'finished' ? undefined : play}
      aria-disabled={status.kind === 'finished'}
    >
      <PlayIcon /> Play
    </button>
  );
}

export function RunBar() {
  const { missing } = usePage();
  const status = useApp((app) => app.status);
  const changed = useApp(isChanged);
  const step = useApp((app) => app.step);
  const reset = useApp((app) => app.reset);
  if (missing !== null) return null;
  const isIdle = status.kind === 'idle';
  const canStep = !isBusy(status) && status.kind !== 'finished';
  return (
    <section className="run" aria-label="Run">
      <div className="run-buttons">
        <PlayButton />
        <button
          type="button"
          className="button"
          onClick={canStep ? step : undefined}
          // A disabled button would lose the focus at every step.
          aria-disabled={!canStep}
        >
          <StepIcon /> <span className="button-text">Step</span>
        </button>
        <button
          type="button"
          className={changed ? 'button button-wanted' : 'button'}
          onClick={reset}
          disabled={isIdle}
          title={
            changed
              ? 'Ends this run; the next one takes the changed settings'
              : 'Ends this run; the same settings give the same run again'
          }
        >
          <ResetIcon /> <span className="button-text">Reset</span>
        </button>
      </div>
      <StatusLine />
    </section>
  );
}

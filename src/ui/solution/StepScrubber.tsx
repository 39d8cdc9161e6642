// Choice of the step whose solutions are on screen.
import { useApp } from '../parts/useApp.ts';

interface StepScrubberProps {
  /** The step on screen. */
  readonly step: number;
}

export function StepScrubber({ step }: StepScrubberProps) {
  const steps = useApp((app) => app.history.keptSteps);
  const held = useApp((app) => app.held);
  const hold = useApp((app) => app.hold);
  const follow = useApp((app) => app.follow);
  const at = steps.findIndex((event) => event.step === step);
  return (
    <div className="scrubber">
      {steps.length > 1 && (
        <input
          type="range"
          className="range"
          aria-label="Step whose solutions are shown"
          aria-valuetext={`step ${step}`}
          min={0}
          max={steps.length - 1}
          value={at < 0 ? steps.length - 1 : at}
          onChange={({ target }) => hold(steps[Number(target.value)]?.step ?? step)}
        />
      )}
      {held === null ? (
        <span className="step-shown">step {step}</span>
      ) : (
        <button type="button" className="button button-small" onClick={follow}>
          step {step} held · follow
        </button>
      )}
    </div>
  );
}

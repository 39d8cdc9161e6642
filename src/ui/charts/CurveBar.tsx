// Controls that all charts share: smoothing, axes, zoom.
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { isCounted, X_AXES, X_AXIS_NAMES, type XAxisName } from '../../app/charts/axis.ts';
import { SCALE_NAMES, type ScaleName } from '../../app/charts/scale.ts';
import { SMOOTHING_KINDS, type Smoothing } from '../../app/charts/smoothing.ts';
import { LASTS, parseStep, parseWidth, part, stepsShown } from '../../app/charts/view.ts';
import { plannedSteps } from '../../app/run/run-state.ts';
import { Hint } from '../parts/Hint.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { useApp } from '../parts/useApp.ts';

const SMOOTHINGS: Readonly<Record<Smoothing['kind'], string>> = {
  off: 'not smoothed',
  exponential: 'exponential',
  window: 'moving mean',
};
const SCALES: Readonly<Record<ScaleName, string>> = {
  linear: 'y linear',
  log: 'y log',
  arcsinh: 'y arcsinh',
};
const AXES_HINT =
  'All charts are smoothed, scaled and zoomed together; the measured line stays, thin. Shares keep their axis from 0 to 100 %. On a logarithmic axis 0 lies at the lower edge; arcsinh is linear near 0 and has room for negative values. Seconds are those of training, pauses not counted, as this page received the steps; a recorded run has none. Tokens are those of all rollouts so far, by either model. Drag over a chart to zoom in, double-click it to see the whole run.';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly names: readonly T[];
  readonly title: (name: T) => string;
  readonly isOff?: (name: T) => boolean;
  readonly onChoose: (name: T) => void;
}

function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, names, title, isOff, onChoose } = props;
  return (
    <select
      className="curve-choice"
      aria-label={label}
      value={value}
      onChange={({ target }) => {
        const chosen = names.find((name) => name === target.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      {names.map((name) => (
        <option key={name} value={name} disabled={isOff?.(name) ?? false}>
          {title(name)}
        </option>
      ))}
    </select>
  );
}

function SmoothingChoice() {
  const smoothing = useApp((app) => app.view.smoothing);
  const setView = useApp((app) => app.setView);
  return (
    <>
      <Choice
        label="Smoothing"
        value={smoothing.kind}
        names={SMOOTHING_KINDS}
        title={(kind) => SMOOTHINGS[kind]}
        onChoose={(kind) => setView({ smoothing: { ...smoothing, kind } })}
      />
      {smoothing.kind !== 'off' && (
        <NumberBox
          before="over"
          after="steps"
          label="Steps to average over"
          value={smoothing.width}
          check={parseWidth}
          onChange={(width) => setView({ smoothing: { ...smoothing, width } })}
        />
      )}
    </>
  );
}

function AxisChoices() {
  const view = useApp((app) => app.view);
  const setView = useApp((app) => app.setView);
  const counted = useApp(
    useShallow(({ history }) =>
      X_AXIS_NAMES.filter((name) => history.step === 0 || isCounted(X_AXES[name].of(history))),
    ),
  );
  const isOff = (name: XAxisName) => !counted.includes(name);
  return (
    <>
      <Choice
        label="Vertical axis"
        value={view.y}
        names={SCALE_NAMES}
        title={(name) => SCALES[name]}
        onChoose={(y) => setView({ y })}
      />
      <Choice
        label="Horizontal axis"
        value={isOff(view.x) ? 'steps' : view.x}
        names={X_AXIS_NAMES}
        title={(name) => `x ${X_AXES[name].label}${isOff(name) ? ' (not recorded)' : ''}`}
        isOff={isOff}
        onChoose={(x) => setView({ x })}
      />
    </>
  );
}

/** Zoom by numbers, for keyboard and touch. */
function ZoomRow() {
  const step = useApp((app) => app.history.step);
  const [from, to] = useApp(
    useShallow((app) => stepsShown(app.zoom, plannedSteps(app), app.history.step)),
  );
  const setZoom = useApp((app) => app.setZoom);
  return (
    <div className="curve-bar-row">
      <NumberBox
        before="steps"
        label="First step shown"
        value={from}
        check={(text) => parseStep(text, 0, to - 1)}
        onChange={(first) => setZoom(part(first, to))}
      />
      <NumberBox
        before="to"
        label="Last step shown"
        value={to}
        check={(text) => parseStep(text, from + 1, Number.MAX_SAFE_INTEGER)}
        onChange={(last) => setZoom(part(from, last))}
      />
      {LASTS.filter((count) => count < step).map((count) => (
        <button
          key={count}
          type="button"
          className="button button-small button-quiet"
          onClick={() => setZoom({ kind: 'last', steps: count })}
        >
          last {count}
        </button>
      ))}
    </div>
  );
}

export function CurveBar() {
  const isWhole = useApp((app) => app.zoom.kind === 'whole');
  const setZoom = useApp((app) => app.setZoom);
  const [isOpen, setOpen] = useState(false);
  return (
    <fieldset className="curve-bar" aria-label="View of the curves">
      <div className="curve-bar-row">
        <SmoothingChoice />
        <AxisChoices />
        <Hint about="the view of the curves" text={AXES_HINT} />
        <div className="curve-zoom">
          <button
            type="button"
            className="button button-small button-quiet"
            disabled={isWhole}
            onClick={() => setZoom({ kind: 'whole' })}
          >
            Whole run
          </button>
          <button
            type="button"
            className="button button-small button-quiet"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            Zoom
          </button>
        </div>
      </div>
      {isOpen && <ZoomRow />}
    </fieldset>
  );
}

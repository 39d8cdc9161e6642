// How far both are: loss over steps as curves, and steps, loss and accuracy alone in words.
import { useMemo } from 'react';
import { align, valueRange } from '../../app/curves.ts';
import type { OwnPairState, Pupil, Role } from '../../app/own-pair.ts';
import { ROLES } from '../../app/own-pair.ts';
import { lastValue, type Series } from '../../app/series.ts';
import { LineChart } from '../LineChart.tsx';
import type { Mark } from '../marks.ts';

const HEIGHT = 104;
const LABEL_ROOM = 56;
const LINES = ROLES.map((role) => ({
  label: role,
  ink: { colour: `--${role}`, dash: role === 'senior' ? [] : [2, 3] },
  hasPoints: false,
}));
const NO_MARKS: readonly Mark[] = [];
const nothing = () => {};

const percent = (series: Series | undefined) => {
  const value = lastValue(series);
  return value === null ? '–' : `${Math.round(100 * value)} %`;
};

function state({ status, step, problem }: Pupil): string {
  if (status === 'failed') return `failed: ${problem}`;
  if (status === 'trained') return step === 0 ? 'in this browser already' : 'trained';
  return step === 0 ? 'loading' : 'training';
}

function Report({ who, pupil }: { readonly who: Role; readonly pupil: Pupil | null }) {
  if (pupil === null) return null;
  const { step, steps, status } = pupil;
  const done = status === 'trained' ? steps : step;
  return (
    <div className="own-report">
      <p>
        <b className={`ink-${who}`}>{who}</b>{' '}
        <span className={status === 'failed' ? 'field-problem' : undefined} role="status">
          {state(pupil)}
        </span>
      </p>
      <progress aria-label={`Steps of the ${who}`} value={done} max={steps} />
      <p className="aside">
        step {done} of {steps}, loss {lastValue(pupil.loss)?.toFixed(2) ?? '–'} nats, alone right{' '}
        {percent(pupil.solo)}
      </p>
    </div>
  );
}

export function Progress({ pupils }: Pick<OwnPairState, 'pupils'>) {
  const { senior, junior } = pupils;
  const data = useMemo(() => align([senior?.loss, junior?.loss]), [senior?.loss, junior?.loss]);
  if (senior === null && junior === null) return null;
  const steps = Math.max(senior?.steps ?? 0, junior?.steps ?? 0);
  return (
    <div className="own-progress">
      {data.x.length > 0 && (
        <figure aria-label="Loss while learning to write">
          <figcaption className="aside">Loss, nats per token</figcaption>
          <LineChart
            lines={LINES}
            data={data}
            ranges={{ x: [0, steps], y: valueRange('nats', data.ys) }}
            marks={NO_MARKS}
            height={HEIGHT}
            labelRoom={LABEL_ROOM}
            formatY={String}
            onCursor={nothing}
            onChoose={nothing}
          />
        </figure>
      )}
      <div className="own-lessons">
        <Report who="senior" pupil={senior} />
        <Report who="junior" pupil={junior} />
      </div>
    </div>
  );
}

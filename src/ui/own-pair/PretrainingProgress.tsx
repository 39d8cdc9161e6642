// Progress of both models’ pre-training: loss curves, steps, accuracy.
import { useMemo } from 'react';
import { fitScale, type ValueRange } from '../../app/charts/scale.ts';
import type { OwnPairState, PretrainJob, Role } from '../../app/own-pair/store.ts';
import { ROLES } from '../../app/own-pair/store.ts';
import { lastValue, type Series, steps as stepsOf, values } from '../../app/run/series.ts';
import type { Ink } from '../charts/inks.ts';
import { LineChart } from '../charts/LineChart.tsx';

const HEIGHT = 104;
const LABEL_ROOM = 56;
const INKS = {
  senior: { colour: '--senior', dash: [] },
  junior: { colour: '--junior', dash: [2, 3] },
} as const satisfies Record<Role, Ink>;
const scaleFor = (extent: ValueRange) => fitScale('linear', 'nats', extent);

const linesOf = (jobs: OwnPairState['jobs']) =>
  ROLES.flatMap((role) => {
    const loss = jobs[role]?.loss;
    if (loss === undefined) return [];
    const points = { x: stepsOf(loss), y: values(loss) };
    return [{ label: role, ink: INKS[role], hasPoints: false, ...points, band: null }];
  });
const nothing = () => {};
/** On a small screen it would begin out of sight. */
const show = (node: HTMLElement | null) => node?.scrollIntoView({ block: 'nearest' });

const percent = (series: Series | undefined) => {
  const value = lastValue(series);
  return value === null ? '–' : `${Math.round(100 * value)} %`;
};

function state({ status, step, problem }: PretrainJob): string {
  if (status === 'failed') return `failed: ${problem}`;
  if (status === 'trained') return step === 0 ? 'in this browser already' : 'trained';
  return step === 0 ? 'loading' : 'training';
}

function Report({ who, job }: { readonly who: Role; readonly job: PretrainJob | null }) {
  if (job === null) return null;
  const { step, steps, status } = job;
  const done = status === 'trained' ? steps : step;
  return (
    <div className="own-report">
      <p>
        <b className={`ink-${who}`}>{who}</b>{' '}
        <span className={status === 'failed' ? 'field-problem' : undefined} role="status">
          {state(job)}
        </span>
      </p>
      <progress aria-label={`Steps of the ${who}`} value={done} max={steps} />
      <p className="aside">
        step {done} of {steps}, loss {lastValue(job.loss)?.toFixed(2) ?? '–'} nats, alone right{' '}
        {percent(job.solo)}
      </p>
    </div>
  );
}

export function PretrainingProgress({ jobs }: Pick<OwnPairState, 'jobs'>) {
  const { senior, junior } = jobs;
  const lines = useMemo(() => linesOf(jobs), [jobs]);
  if (senior === null && junior === null) return null;
  const steps = Math.max(senior?.steps ?? 0, junior?.steps ?? 0);
  return (
    <div className="own-progress" ref={show}>
      {lines.length > 0 && (
        <figure aria-label="Loss while learning to write">
          <figcaption className="aside">Loss, nats per token</figcaption>
          <LineChart
            lines={lines}
            range={[0, steps]}
            scaleFor={scaleFor}
            height={HEIGHT}
            labelRoom={LABEL_ROOM}
            formatY={String}
            onCursor={nothing}
            onChoose={nothing}
          />
        </figure>
      )}
      <div className="own-recipes">
        <Report who="senior" job={senior} />
        <Report who="junior" job={junior} />
      </div>
    </div>
  );
}

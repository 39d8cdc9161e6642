// Introduction in place of the solution before there is one.
import { useApp } from '../parts/useApp.ts';

function Invitation() {
  return (
    <>
      <p className="empty-lead">
        <span className="capsule capsule-senior">The senior writes in blue,</span>{' '}
        <span className="handoff-mark ink-junior" aria-hidden="true">
          ▸J
        </span>
        <span className="capsule capsule-junior">the junior in orange,</span>{' '}
        <span className="handoff-mark ink-senior" aria-hidden="true">
          ▸S
        </span>
        <span className="capsule capsule-senior">and a coin</span>{' '}
        <span className="handoff-mark ink-junior" aria-hidden="true">
          ▸J
        </span>
        <span className="capsule capsule-junior">passes the pen.</span>
      </p>
      <p>
        Two language models solve each problem together. After every word a coin decides who writes
        the next one. When the answer is right, the senior learns from what it wrote; the junior
        never changes. So the senior has to write what the junior can continue.
      </p>
    </>
  );
}

const WAITING = {
  loading: 'Loading both models …',
  running: 'Measuring the untrained senior on held-out problems; the first solutions follow.',
  paused: 'Paused before the first solution.',
  failed: 'The run stopped before the first solution.',
  finished: 'The run ended without a solution.',
} as const;

export function EmptySolution() {
  const kind = useApp((app) => app.status.kind);
  const isBusy = kind === 'loading' || kind === 'running';
  return (
    <section className="solution empty" aria-label="Solution">
      <Invitation />
      {kind === 'idle' ? (
        <p>
          Press <strong>Play</strong> to let them, or <strong>Step</strong> to look at one batch at
          a time.
        </p>
      ) : (
        <p className={isBusy ? 'waiting' : undefined} role="status">
          <strong>{WAITING[kind]}</strong>
        </p>
      )}
    </section>
  );
}

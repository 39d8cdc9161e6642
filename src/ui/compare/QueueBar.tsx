// Progress of the queued runs, with pause and cancel.

import type { Compare } from '../../app/compare/context.ts';
import { timeLeft } from '../../app/compare/driver.ts';
import type { RunBatch } from '../../app/compare/setup/batch.ts';
import { count, open } from '../../app/compare/setup/queue.ts';
import { formatElapsed } from '../../app/parts/format.ts';
import { useCompare } from '../parts/useCompare.ts';

/** What is being trained, or why nothing is. */
function describe({ queue, progress, isHeldUp }: Compare): string {
  const { current } = queue;
  const place = current === null ? null : `${current.arm}, seed ${current.seed}`;
  if (isHeldUp && !queue.isPaused) {
    return 'waits until the run above is paused or finished; two at once would slow down both';
  }
  if (queue.isPaused) return place === null ? 'paused' : `paused in ${place}`;
  if (place === null) return 'nothing waits';
  return progress.step === 0 ? `${place}: measuring the start` : `${place}: step ${progress.step}`;
}

/** Estimated milliseconds until all is done; null while unknown. */
function left({ queue, progress }: Compare): number | null {
  const jobs = queue.batches.flatMap((batch) =>
    batch.jobs.filter(({ state }) => state.kind === 'waiting').map((job) => ({ batch, job })),
  );
  return timeLeft(jobs, progress);
}

function BatchRow({ batch }: { readonly batch: RunBatch }) {
  const cancel = useCompare((compare) => compare.cancel);
  const retry = useCompare((compare) => compare.retry);
  const { done, failed } = count([batch]);
  const all = batch.jobs.length;
  const failure = batch.jobs.find(({ state }) => state.kind === 'failed');
  return (
    <li className="queue-batch">
      <span className="queue-title">{batch.title}</span>
      <span className="queue-count">
        {done} of {all} runs
      </span>
      <button
        type="button"
        className="button button-small"
        aria-label={`Cancel ${batch.title}`}
        onClick={() => cancel(batch.id)}
      >
        Cancel
      </button>
      <div
        className="queue-progress"
        role="progressbar"
        aria-label={`Runs done of ${batch.title}`}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
      >
        <div className="queue-done" style={{ transform: `scaleX(${done / all})` }} />
      </div>
      {failure?.state.kind === 'failed' && (
        <p className="field-problem" role="alert">
          {failed === 1 ? 'A run' : `${failed} runs`} failed ({failure.arm}, seed {failure.seed}:{' '}
          {failure.state.message}){' '}
          <button type="button" className="link" onClick={() => retry(batch.id)}>
            Try again
          </button>
        </p>
      )}
    </li>
  );
}

export function QueueBar() {
  const queue = useCompare((compare) => compare.queue);
  const text = useCompare(describe);
  const milliseconds = useCompare(left);
  const pause = useCompare((compare) => compare.pause);
  const goOn = useCompare((compare) => compare.goOn);
  const batches = open(queue);
  if (batches.length === 0) return null;
  const { waiting } = count(batches);
  return (
    <section className="queue" aria-label="Runs in training">
      <div className="queue-head">
        <p className="queue-status" role="status">
          {text}
        </p>
        <span className="queue-left">
          {milliseconds === null || waiting === 0 ? '' : `${formatElapsed(milliseconds)} left`}
        </span>
        {waiting > 0 && (
          <button
            type="button"
            className="button button-small"
            onClick={queue.isPaused ? goOn : pause}
          >
            {queue.isPaused ? `Go on: ${waiting} ${waiting === 1 ? 'run' : 'runs'} left` : 'Pause'}
          </button>
        )}
      </div>
      <ul className="queue-batches">
        {batches.map((batch) => (
          <BatchRow key={batch.id} batch={batch} />
        ))}
      </ul>
    </section>
  );
}

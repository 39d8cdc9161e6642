// Notices below the header: link problems, interrupted run, failure, warnings.
import { engineTitle } from '../../app/run/engines.ts';
import { CloseIcon } from '../parts/Icons.tsx';
import { useApp } from '../parts/useApp.ts';
import { usePage } from '../parts/usePage.ts';
import { InterruptedRun } from './InterruptedRun.tsx';

function LinkProblems() {
  const notices = useApp((app) => app.notices);
  const dismiss = useApp((app) => app.dismissNotices);
  if (notices.length === 0) return null;
  return (
    <div className="notice" role="status">
      <div>
        <strong>Not all of the link could be used.</strong>
        <ul>
          {notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      </div>
      <button type="button" className="button button-quiet" aria-label="Dismiss" onClick={dismiss}>
        <CloseIcon />
      </button>
    </div>
  );
}

function Failure() {
  const status = useApp((app) => app.status);
  const kept = useApp((app) => app.resumePoint);
  const retry = useApp((app) => app.retry);
  const goOn = useApp((app) => app.goOn);
  if (status.kind !== 'failed') return null;
  return (
    <div className="notice notice-bad" role="alert">
      <div>
        <strong>The run stopped.</strong> {status.message}
        {kept !== null && (
          <p>
            The senior of step {kept.snapshot.progress.step} is kept: the run can go on from there.
          </p>
        )}
      </div>
      <div className="notice-actions">
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
        {status.next !== null && (
          <button type="button" className="button" onClick={goOn}>
            Go on with {engineTitle(status.next)}
          </button>
        )}
      </div>
    </div>
  );
}

function Warnings() {
  const warnings = useApp((app) => app.history.warnings);
  const newest = warnings.at(-1);
  if (newest === undefined) return null;
  return (
    <div className="notice" role="status">
      <div>
        <strong>Step {newest.step}.</strong> {newest.message}
        {warnings.length > 1 && (
          <details>
            <summary>{warnings.length - 1} earlier</summary>
            <ul>
              {warnings.slice(0, -1).map((warning) => (
                <li key={`${warning.step} ${warning.message}`}>
                  Step {warning.step}: {warning.message}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}

export function Notices() {
  const { missing } = usePage();
  return (
    <div className="notices">
      {missing !== null && (
        <div className="notice notice-bad" role="alert">
          <div>
            <strong>Training does not work here.</strong> {missing} A current Chrome, Edge, Firefox
            or Safari has it.
          </div>
        </div>
      )}
      <LinkProblems />
      <InterruptedRun />
      <Failure />
      <Warnings />
    </div>
  );
}

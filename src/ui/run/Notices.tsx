// Notices below the header: link problems, interrupted run, failure, warnings.
import { engineTitle } from '../../app/run/engines.ts';
import { type WarningsOfStep, warningsByStep } from '../../app/run/warnings-by-step.ts';
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
  const resumePoint = useApp((app) => app.resumePoint);
  const retry = useApp((app) => app.retry);
  const goOn = useApp((app) => app.goOn);
  if (status.kind !== 'failed') return null;
  return (
    <div className="notice notice-bad" role="alert">
      <div>
        <strong>The run stopped.</strong> {status.message}
        {resumePoint !== null && (
          <p>
            The senior of step {resumePoint.snapshot.progress.step} is kept: the run can go on from
            there.
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

function StepWarnings({ step, sentences }: WarningsOfStep) {
  const place = step === 0 ? 'Settings.' : `Step ${step}.`;
  return (
    <>
      <strong>{place}</strong> {sentences.length === 1 && sentences[0]}
      {sentences.length > 1 && (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Warnings() {
  const warnings = useApp((app) => app.history.warnings);
  const [newest, ...earlier] = warningsByStep(warnings);
  if (newest === undefined) return null;
  return (
    <div className="notice" role="status">
      <div>
        <StepWarnings {...newest} />
        {earlier.length > 0 && (
          <details>
            <summary>{warnings.length - newest.sentences.length} earlier</summary>
            <ul>
              {earlier.map((each) => (
                <li key={each.step}>
                  <StepWarnings {...each} />
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

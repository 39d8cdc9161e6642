// Messages of the section: failures, undo of a deletion, what was opened.
import { CloseIcon } from '../parts/Icons.tsx';
import { useApp } from '../parts/useApp.ts';
import { useCompare } from '../parts/useCompare.ts';

function Deleted() {
  const deleted = useCompare((compare) => compare.deleted);
  const takeBack = useCompare((compare) => compare.takeBack);
  if (deleted === null) return null;
  const [first] = deleted.runs;
  const what = deleted.runs.length === 1 ? `“${first?.name}”` : `${deleted.runs.length} runs`;
  return (
    <p className="compare-note" role="status">
      Deleted {what}.{' '}
      <button type="button" className="link" onClick={takeBack}>
        Undo
      </button>
    </p>
  );
}

function Asked() {
  const asked = useCompare((compare) => compare.asked);
  const show = useCompare((compare) => compare.show);
  const dismiss = useCompare((compare) => compare.dismiss);
  const step = useApp((app) => app.history.step);
  if (asked === null) return null;
  return (
    <p className="compare-note" role="alert">
      The page’s own run is under way, at step {step}. It stays in the list as far as it is, but
      could not go on.{' '}
      <button
        type="button"
        className="link"
        onClick={() => {
          void show(asked, true);
        }}
      >
        End it and look
      </button>{' '}
      <button type="button" className="link" onClick={dismiss}>
        Leave it on
      </button>
    </p>
  );
}

function Shown() {
  const shown = useCompare((compare) => compare.shown);
  const name = useCompare(({ runs }) => runs.find(({ id }) => id === shown?.id)?.name);
  if (shown === null || name === undefined) return null;
  return (
    <p className="compare-note" role="status">
      Step {shown.step} of “{name}” was opened: its solutions are{' '}
      <button
        type="button"
        className="link"
        onClick={() => document.querySelector('main')?.scrollIntoView()}
      >
        at the top of the page
      </button>
      .
    </p>
  );
}

export function CompareNotes() {
  const problems = useCompare(({ storageProblem }) => storageProblem);
  const problem = useCompare((compare) => compare.problem);
  const dismiss = useCompare((compare) => compare.dismiss);
  return (
    <div className="compare-notes">
      {[problems, problem].map(
        (text) =>
          text !== null && (
            <p key={text} className="compare-note compare-note-bad" role="alert">
              {text}
              <button
                type="button"
                className="button button-icon"
                aria-label="Dismiss"
                onClick={dismiss}
              >
                <CloseIcon />
              </button>
            </p>
          ),
      )}
      <Asked />
      <Deleted />
      <Shown />
    </div>
  );
}

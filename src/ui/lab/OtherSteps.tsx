// The same problem, coins and draws, written by the seniors of other steps.
import type { Rewriting } from '../../app/lab/rewritings.ts';
import type { Subject } from '../../app/lab/session.ts';
import { useApp } from '../parts/useApp.ts';
import { TokenStrip } from '../strip/TokenStrip.tsx';
import { Mark } from '../strip/Verdict.tsx';
import { useLab } from './useLab.ts';

export function OtherSteps({ subject }: { readonly subject: Subject }) {
  const seniors = useApp((app) => app.seniors);
  const rewritings = useLab((lab) => lab.rewritings);
  const isBusy = useLab((lab) => lab.isBusy);
  const rewrite = useLab((lab) => lab.rewrite);
  return (
    <div className="lab-panel">
      <p className="aside">
        The same coins and the same draws: what differs is what training changed.
      </p>
      <fieldset className="lab-buttons" disabled={isBusy}>
        <legend className="visually-hidden">Write it again with the senior of</legend>
        {seniors.map((senior) => (
          <button
            key={senior.step}
            type="button"
            className="button button-small"
            onClick={() => rewrite({ ...subject, senior })}
          >
            step {senior.step}
          </button>
        ))}
      </fieldset>
      <div className="rewritings">
        {rewritings.map((each) => (
          <RewritingRow key={each.step} rewriting={each} />
        ))}
      </div>
    </div>
  );
}

function RewritingRow({ rewriting: { step, rollout } }: { readonly rewriting: Rewriting }) {
  return (
    <section className="rewriting" aria-label={`By the senior of step ${step}`}>
      <p className="rewriting-head">
        <b>step {step}</b> <Mark reward={rollout.reward} />
      </p>
      <TokenStrip
        rollout={rollout}
        token={null}
        label={`Tokens written by the senior of step ${step}`}
        isSmall
      />
    </section>
  );
}

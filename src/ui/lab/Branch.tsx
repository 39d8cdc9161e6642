// The branch of the solution on screen, with its own reward.
import { useState } from 'react';
import type { BranchRequest } from '../../app/lab/branch.ts';
import type { Subject } from '../../app/lab/session.ts';
import { TokenStrip } from '../strip/TokenStrip.tsx';
import { Mark } from '../strip/Verdict.tsx';
import { useLab } from './useLab.ts';

const NAMES = {
  senior: 'The senior alone',
  junior: 'The junior alone',
  both: 'Both together',
  you: 'You alone',
} as const;

const named = ({ writer, words }: Pick<BranchRequest, 'writer' | 'words'>): string =>
  words === '' || writer === 'you' ? NAMES[writer] : `You, then ${NAMES[writer].toLowerCase()}`;

export function Branch({ subject }: { readonly subject: Subject }) {
  const branch = useLab((lab) => lab.branch);
  const isBusy = useLab((lab) => lab.isBusy);
  const writeOn = useLab((lab) => lab.writeOn);
  const close = useLab((lab) => lab.closeBranch);
  const [token, setToken] = useState(0);
  if (branch === null) return null;
  const { at, words, writer, rollout, yours } = branch;
  const current = Math.min(token, rollout.tokens.length - 1);
  return (
    <section className="branch" aria-labelledby="branch-title">
      <div className="section-head">
        <h3 id="branch-title">
          {named(branch)}, from token {at + 1} on
        </h3>
        <span className="branch-buttons">
          <button
            type="button"
            className="button button-small"
            disabled={isBusy || writer === 'you'}
            onClick={() => writeOn(subject, { at, words, writer })}
          >
            Again
          </button>
          <button type="button" className="button button-small" onClick={close}>
            Close
          </button>
        </span>
      </div>
      <TokenStrip
        rollout={rollout}
        token={current}
        onSelect={setToken}
        label="Tokens of the branch"
        yours={yours}
        isSmall
      />
      <p className="branch-verdict" role="status">
        <Mark reward={rollout.reward} /> reward <b>{rollout.reward}</b>, instead of{' '}
        <b>{subject.rollout.reward}</b>
      </p>
    </section>
  );
}

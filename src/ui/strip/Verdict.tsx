// Reward, advantage and ending of a solution.
import { formatSigned } from '../../app/parts/format.ts';
import type { RewardedRollout } from '../../run/events.ts';
import type { Answer } from '../../tasks/parts/task.ts';

/** Right or wrong by sign, word and colour. */
export function Mark({ reward }: { readonly reward: number }) {
  const isRight = reward > 0;
  return (
    <span className={isRight ? 'mark mark-right' : 'mark mark-wrong'}>
      <span aria-hidden="true">{isRight ? '✓' : '✗'}</span>
      <span className="visually-hidden">{isRight ? 'right' : 'wrong'}</span>
    </span>
  );
}

interface VerdictProps {
  readonly rollout: RewardedRollout;
  readonly answer: Answer;
}

export function Verdict({ rollout, answer }: VerdictProps) {
  const { reward, advantage, finish } = rollout;
  return (
    <p className="verdict">
      <Mark reward={reward} />
      <span>
        reward <b>{reward}</b>
      </span>
      <span>
        advantage <b>{formatSigned(advantage)}</b>
      </span>
      <span>
        answer <b>{answer}</b>
      </span>
      {finish === 'length' && <span className="mark-wrong">cut off at the length limit</span>}
    </p>
  );
}

// Rollouts to rewards: 1 for the right answer, 0 for anything else.
import type { Rollout } from '../engine/engine.ts';
import type { RewardedRollout } from '../run/events.ts';
import type { Problem, Task } from '../tasks/parts/task.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

export type Rewarded = Omit<RewardedRollout, 'advantage'>;

/**
 * Rollouts in problem order, equally many per problem. A solution cut off at the length limit
 * gets no reward even where its text is right: it has no EOS.
 */
export function reward(
  task: Task,
  problems: readonly Problem[],
  rollouts: readonly Rollout[],
  tokenizer: Tokenizer,
): Rewarded[] {
  const groupSize = rollouts.length / problems.length;
  return problems.flatMap((problem, group) =>
    rollouts.slice(group * groupSize, (group + 1) * groupSize).map((rollout) => {
      const text = tokenizer.decode(rollout.tokens);
      const whole = rollout.finish === 'eos' && isText(rollout, tokenizer);
      const right = whole && task.verify(problem, text);
      return { ...rollout, group, text, reward: right ? 1 : 0 };
    }),
  );
}

/** Whether no special token is before the end; decoding leaves them out, so the text hides them. */
function isText({ tokens }: Rollout, { padId, bosId }: Tokenizer): boolean {
  return tokens.every((id) => id !== padId && id !== bosId);
}

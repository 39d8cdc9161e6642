// The batch that the policy loss reads.
/** B rollouts; the per-token arrays are ragged, T_i tokens after the prompt each. */
export interface LossBatch {
  /** The senior's log-probs of the mixed sequence, at the weights being updated. */
  readonly newLogprobs: readonly ArrayLike<number>[];
  /** The senior's log-probs when the rollouts were made. */
  readonly oldLogprobs: readonly ArrayLike<number>[];
  /** The KL reference's log-probs; null without a KL penalty. */
  readonly referenceLogprobs: readonly ArrayLike<number>[] | null;
  /** 1 where the senior wrote the token, 0 where the junior did. */
  readonly authors: readonly ArrayLike<number>[];
  /** [B] */
  readonly advantages: readonly number[];
}

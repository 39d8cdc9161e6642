// What the policy loss reads of one rollout.

/** Arrays are [T]: the tokens after the prompt. */
export interface LossRow {
  readonly advantage: number;
  /** 1 where a token counts as the senior's, 0 where it counts as the junior's. */
  readonly authors: ArrayLike<number>;
  /** The senior's log-probs of the tokens at the weights that are updated. */
  readonly newLogprobs: ArrayLike<number>;
  /** The senior's log-probs when the rollout was made. */
  readonly oldLogprobs: ArrayLike<number>;
  /** The KL reference's log-probs; null without a KL penalty. */
  readonly referenceLogprobs: ArrayLike<number> | null;
}

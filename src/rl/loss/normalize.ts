// What the summed token losses are divided by.

/** Counts of a whole optimizer batch. Pass them when the batch is processed in pieces. */
export interface LossTotals {
  /** Sum of token weights: senior tokens, plus juniorWeight for each junior token. */
  readonly weightedTokens: number;
  /** Response tokens of both authors. */
  readonly responseTokens: number;
  readonly sequences: number;
  /** Sequences with at least one weighted token. */
  readonly nonEmptySequences: number;
}

/** `countEmpty`: whether sequences without a weighted token count among the sequences. */
export type Normalizer =
  /** Mean over the batch's weighted tokens: TRL dapo, verl token-mean. */
  | { readonly kind: 'senior-tokens' }
  /** Numerator masked, denominator all response tokens: the authors' present patch of verl. */
  | { readonly kind: 'all-tokens' }
  /** Mean over sequences of the mean over each one's weighted tokens: GRPO paper, TRL grpo. */
  | {
      readonly kind: 'sequence';
      readonly countEmpty: boolean;
      /** Added to each sequence's sum of weights: 1e-8 in verl, 0 in TRL. */
      readonly epsilon: number;
    }
  /** Sum / (sequences x longest answer): Dr. GRPO; verl seq-mean-token-sum-norm. */
  | { readonly kind: 'constant'; readonly countEmpty: boolean; readonly maxLength: number }
  /** Mean over sequences of token sums: verl seq-mean-token-sum; with gspo it is LUSPO. */
  | { readonly kind: 'sequence-sum'; readonly countEmpty: boolean };

/**
 * Factor of token weight x token loss for one sequence.
 * @param weight the sequence's sum of token weights, above 0
 */
export function sequenceFactor(normalizer: Normalizer, weight: number, totals: LossTotals): number {
  return 1 / positive(normalizer, denominator(normalizer, weight, totals));
}

function denominator(normalizer: Normalizer, weight: number, totals: LossTotals): number {
  switch (normalizer.kind) {
    case 'senior-tokens':
      return totals.weightedTokens;
    case 'all-tokens':
      return totals.responseTokens;
    case 'sequence':
      return sequences(normalizer, totals) * (weight + normalizer.epsilon);
    case 'constant':
      return sequences(normalizer, totals) * normalizer.maxLength;
    case 'sequence-sum':
      return sequences(normalizer, totals);
  }
}

function sequences({ countEmpty }: { countEmpty: boolean }, totals: LossTotals): number {
  return countEmpty ? totals.sequences : totals.nonEmptySequences;
}

function positive(normalizer: Normalizer, value: number): number {
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new Error(`denominator of normalizer '${normalizer.kind}' is ${value}; it must be above 0`);
}

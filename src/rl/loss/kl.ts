// Per-token estimators of KL(new policy || reference) from the log-probs of a sampled token, named as in
// Schulman's note "Approximating KL Divergence" (2020).

export const KL_ESTIMATORS = ['k1', 'k2', 'k3', 'k3+'] as const;
export type KlEstimator = (typeof KL_ESTIMATORS)[number];

export interface KlTerm {
  /** The estimate, nats. */
  readonly value: number;
  /** What the loss uses as d value / d new log-prob. */
  readonly gradient: number;
}

/** Beyond this log-ratio the exponential is held, so that one token cannot overflow the loss. */
const LIMIT = 20;

/**
 * The estimators, each from `difference` = new log-prob - reference log-prob. As a loss, k2 has
 * the gradient of the reverse KL, k1 none in expectation, and k3 a biased one; k3+ therefore
 * reports k3 and differentiates k2 (verl).
 */
export const KL: Readonly<Record<KlEstimator, (difference: number) => KlTerm>> = {
  k1: (difference) => ({ value: difference, gradient: 1 }),
  k2: (difference) => ({ value: (difference * difference) / 2, gradient: difference }),
  k3: (difference) => k3(difference),
  'k3+': (difference) => ({ value: k3(difference).value, gradient: difference }),
};

function k3(difference: number): KlTerm {
  const held = Math.max(-LIMIT, Math.min(LIMIT, -difference));
  const gradient = held === -difference ? 1 - Math.exp(held) : 0;
  return { value: Math.exp(held) - held - 1, gradient };
}

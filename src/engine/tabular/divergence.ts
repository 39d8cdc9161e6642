// Entropy and divergences of next-token distributions over the full vocabulary, in nats and f64.
import { at } from '../../at.ts';
import type { Distribution } from './table.ts';

/** Entropy in nats; tokens of probability 0 add nothing. */
export function entropy({ probabilities, logprobs }: Distribution): number {
  return probabilities.reduce((sum, p, id) => (p > 0 ? sum - p * at(logprobs, id) : sum), 0);
}

/** KL(p || q) in nats, over the full vocabulary. */
export function kl(p: Distribution, q: Distribution): number {
  return p.probabilities.reduce((sum, probability, id) => {
    if (probability === 0) return sum;
    return sum + probability * (at(p.logprobs, id) - at(q.logprobs, id));
  }, 0);
}

/** Jensen-Shannon divergence in nats: mean KL of both to their equal mixture; at most ln 2. */
export function js(p: Distribution, q: Distribution): number {
  const probabilities = p.probabilities.map((value, id) => (value + at(q.probabilities, id)) / 2);
  const mixture = { probabilities, logprobs: probabilities.map((value) => Math.log(value)) };
  return (kl(p, mixture) + kl(q, mixture)) / 2;
}

// The output projection with its softmax, one token at a time.
import { addAt, dot, entry, type Reference, softmax } from './kernel.ts';

/** Logits of token i; head [d, V]. */
function logitsOf(
  { hidden, head }: { hidden: Float64Array; head: Float64Array },
  { d, vocabulary, inverse }: { d: number; vocabulary: number; inverse: number },
  i: number,
): number[] {
  return Array.from({ length: vocabulary }, (_, id) => {
    let sum = 0;
    for (let p = 0; p < d; p++) sum += entry(hidden, i * d + p) * entry(head, p * vocabulary + id);
    return sum * inverse;
  });
}

export const distribution: Reference<'distribution'> = (
  buffers,
  { n, d, vocabulary },
  { inverseTemperature: inverse },
) => {
  const wide = Math.ceil(vocabulary / 8) * 8;
  for (let i = 0; i < n; i++) {
    const next = softmax(logitsOf(buffers, { d, vocabulary, inverse }, i));
    buffers.logprobs.set(next.logprobs, i * wide);
    buffers.probabilities.set(next.probabilities, i * wide);
    buffers.entropies[i] = next.entropy;
  }
};

export const headScores: Reference<'headScores'> = (
  buffers,
  { n, d, vocabulary },
  { inverseTemperature: inverse },
) => {
  for (let i = 0; i < n; i++) {
    const next = softmax(logitsOf(buffers, { d, vocabulary, inverse }, i));
    buffers.logprobs[i] = entry(next.logprobs, entry(buffers.targets, i));
    buffers.entropies[i] = next.entropy;
  }
};

export const headGradient: Reference<'headGradient'> = (
  buffers,
  { n, weighted, d, vocabulary },
  { inverseTemperature: inverse },
) => {
  const { hidden, back, targets, gradients, logprobs, dhidden, dhead } = buffers;
  for (let i = 0; i < n; i++) {
    const next = softmax(logitsOf(buffers, { d, vocabulary, inverse }, i));
    const target = entry(targets, i);
    logprobs[i] = entry(next.logprobs, target);
    if (i >= weighted) continue;
    const dlogits = next.probabilities.map(
      (p, id) => entry(gradients, i) * ((id === target ? 1 : 0) - p) * inverse,
    );
    for (let p = 0; p < d; p++) {
      let sum = 0;
      dlogits.forEach((dlogit, id) => {
        sum += dlogit * entry(back, id * d + p);
        addAt(dhead, id * d + p, dlogit * entry(hidden, i * d + p));
      });
      dhidden[i * d + p] = sum;
    }
  }
};

export const headDivergence: Reference<'headDivergence'> = (
  { hidden, head, otherHidden, otherHead, kl, js },
  { n, d, otherD, vocabulary },
  { inverseTemperature: inverse },
) => {
  for (let i = 0; i < n; i++) {
    const own = softmax(logitsOf({ hidden, head }, { d, vocabulary, inverse }, i));
    const others = { hidden: otherHidden, head: otherHead };
    const other = softmax(logitsOf(others, { d: otherD, vocabulary, inverse }, i));
    const mixture = own.probabilities.map((p, id) =>
      Math.log((p + entry(other.probabilities, id)) / 2),
    );
    const toMixture = ({ probabilities, logprobs }: typeof own) =>
      dot(
        probabilities,
        logprobs.map((logprob, id) => logprob - entry(mixture, id)),
        vocabulary,
      );
    kl[i] = dot(
      own.probabilities,
      own.logprobs.map((logprob, id) => logprob - entry(other.logprobs, id)),
      vocabulary,
    );
    js[i] = (toMixture(own) + toMixture(other)) / 2;
  }
};

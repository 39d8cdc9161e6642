// Teacher-forced numbers of a table on given tokens: log-probs, entropy, exact divergences from another
// table.
import { at } from '../../at.ts';
import type { Sequence, SequenceScores } from '../engine.ts';
import { entropy, js, kl } from './divergence.ts';
import { type Context, type Distribution, distribution, type Table } from './table.ts';

/** Context of each token of a sequence. */
export function contexts(sequence: Sequence): Context[] {
  const last = at(sequence.prompt, sequence.prompt.length - 1);
  return Array.from(sequence.tokens, (_, position) => ({
    previous: position === 0 ? last : at(sequence.tokens, position - 1),
    position,
  }));
}

/** Scores of one sequence at a temperature; divergences only with a second table. */
export function scoreSequence(
  table: Table,
  sequence: Sequence,
  temperature: number,
  against: Table | null,
): SequenceScores {
  const own = contexts(sequence).map((context) => distribution(table, context, temperature));
  const other = (measure: (p: Distribution, q: Distribution) => number): Float32Array | null => {
    if (against === null) return null;
    const theirs = contexts(sequence).map((context) => distribution(against, context, temperature));
    return Float32Array.from(own, (p, position) => measure(p, at(theirs, position)));
  };
  return {
    logprobs: Float32Array.from(own, (p, i) => at(p.logprobs, at(sequence.tokens, i))),
    entropies: Float32Array.from(own, entropy),
    kl: other(kl),
    js: other(js),
  };
}

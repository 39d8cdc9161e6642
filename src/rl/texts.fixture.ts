// A language small enough to enumerate, for tests of gradients: three tokens, at most four in a text, and
// policies given by their logits after every prefix.
import { at } from '../at.ts';
import { draws } from '../random/random.ts';

/** Vocabulary: EOS, a token within a word, a token that starts a word (after it the coin is drawn). */
const EOS = 0;
const WITHIN = 1;
export const START = 2;
export const TOKENS = [EOS, WITHIN, START];
export const MAX_LENGTH = 4;

/** Next-token probabilities after each prefix; a prefix is its tokens joined, '' at the start. */
export type Policy = ReadonlyMap<string, readonly number[]>;

export const PREFIXES = prefixes('');

function prefixes(prefix: string): string[] {
  if (prefix.length === MAX_LENGTH - 1) return [prefix];
  return [prefix, ...[WITHIN, START].flatMap((token) => prefixes(`${prefix}${token}`))];
}

export function randomLogits(sequence: number): number[][] {
  const random = draws({ seed: 5, stream: 'init', step: 0, sequence });
  return PREFIXES.map(() => TOKENS.map(() => random.normal()));
}

export function policy(logits: readonly (readonly number[])[]): Policy {
  return new Map(
    PREFIXES.map((prefix, row) => {
      const weights = at(logits, row).map(Math.exp);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return [prefix, weights.map((weight) => weight / total)];
    }),
  );
}

export const after = (model: Policy, prefix: string): readonly number[] => {
  const probabilities = model.get(prefix);
  if (probabilities === undefined) throw new Error(`no prefix '${prefix}'`);
  return probabilities;
};

/** Probability of a token after a prefix. */
export const chanceOf = (model: Policy, prefix: string, token: number): number =>
  at(after(model, prefix), token);

/** A finished text with an even number of words is right. */
export const rewardOf = (text: string): number =>
  text.endsWith('0') && [...text].filter((token) => token === '2').length % 2 === 0 ? 1 : 0;
export const ended = (text: string): boolean => text.endsWith('0') || text.length === MAX_LENGTH;

// Words that a person types into a solution.
import { TokenizerError } from '../tokenizer/tokenizer.ts';
import type { Lab, SolutionPrefix } from './lab.ts';
import { spelled } from './words.ts';

/**
 * The place after the words, which count as the junior's: they are not the senior's to learn from.
 * @throws TokenizerError when there is no word, one that the vocabulary cannot write, or too many
 */
export function typed({ pair, config }: Lab, place: SolutionPrefix, text: string): SolutionPrefix {
  const { tokenizer } = pair;
  if (text.trim() === '') throw new TokenizerError('Your words are empty; write at least one.');
  const tokens = tokenizer.encode(spelled(text, tokenizer.decode(place.tokens)));
  const room = config.maxNewTokens - place.tokens.length;
  if (tokens.length > room) {
    throw new TokenizerError(
      `Your words are ${tokens.length} tokens; allowed here are 1 to ${room}, for a solution has at most ${config.maxNewTokens}.`,
    );
  }
  return {
    ...place,
    tokens: [...place.tokens, ...tokens],
    authors: [...place.authors, ...tokens.map(() => 0)],
  };
}

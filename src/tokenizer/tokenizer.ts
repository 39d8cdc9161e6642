// Text to token ids and back, from a Hugging Face tokenizer.json (byte-level BPE).
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { FormatError } from '../format-error.ts';
import type { TokenizerJson } from './tokenizer-json.ts';
import { readVocabulary } from './vocabulary.ts';

export interface Tokenizer {
  /** Raw token strings by id, e.g. 'Ġplus'. */
  readonly vocabulary: readonly string[];
  readonly padId: number;
  readonly bosId: number;
  readonly eosId: number;
  /**
   * Ids of a text, without special tokens.
   * @throws TokenizerError naming the first character that the vocabulary cannot write
   */
  encode(text: string): number[];
  /** Text of ids, special tokens left out. Throws a TokenizerError for an id outside the vocabulary. */
  decode(ids: ArrayLike<number>): string;
  /** How one token reads, e.g. ' plus', '\n', '<eos>'. */
  surface(id: number): string;
}

/** Text or ids that a tokenizer cannot turn into the other. */
export class TokenizerError extends Error {
  override name = 'TokenizerError';
}

/** Throws a FormatError if the JSON is no byte-level BPE tokenizer with `<pad>`, `<bos>`, `<eos>`. */
export function createTokenizer(json: TokenizerJson): Tokenizer {
  const { tokens, specials, specialIds } = readVocabulary(json);
  const library = openLibrary(json);
  const isSpecial = new Set(specials.values());

  const decode = (ids: ArrayLike<number>): string => {
    const plain = Array.from(ids, (id) => checkId(id, tokens.length)).filter(
      (id) => !isSpecial.has(id),
    );
    return plain.length === 0 ? '' : library.decode(plain, { clean_up_tokenization_spaces: false });
  };
  const encodeUnchecked = (text: string) => library.encode(text, { add_special_tokens: false }).ids;

  return {
    vocabulary: tokens,
    padId: specialIds['<pad>'],
    bosId: specialIds['<bos>'],
    eosId: specialIds['<eos>'],
    decode,
    encode: (text) => {
      rejectSpecials(text, specials);
      const ids = encodeUnchecked(text);
      // The library leaves out what it cannot write; only the way back shows it.
      if (decode(ids) !== text) {
        throw unwritable(text, (part) => decode(encodeUnchecked(part)) === part);
      }
      return ids;
    },
    surface: (id) => (isSpecial.has(id) ? (tokens[id] ?? '') : decode([id])),
  };
}

function openLibrary(json: TokenizerJson): HuggingFaceTokenizer {
  try {
    return new HuggingFaceTokenizer(json, {});
  } catch (error) {
    throw new FormatError(`tokenizer.json cannot be used: ${error}.`);
  }
}

function checkId(id: number, size: number): number {
  if (Number.isInteger(id) && id >= 0 && id < size) return id;
  throw new TokenizerError(`Token id is ${id}; allowed: 0 to ${size - 1}.`);
}

/** Special tokens are given as ids; in a text they would end it or mask it unseen. */
function rejectSpecials(text: string, specials: ReadonlyMap<string, number>): void {
  for (const special of specials.keys()) {
    const index = text.indexOf(special);
    if (index < 0) continue;
    throw new TokenizerError(
      `Text contains ${special} at position ${index}; allowed: text without special tokens.`,
    );
  }
}

function unwritable(text: string, writable: (part: string) => boolean): TokenizerError {
  let position = 0;
  for (const character of text) {
    if (!writable(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return new TokenizerError(
        `Character ${JSON.stringify(character)} (U+${code}) at position ${position} is not in the tokenizer's vocabulary.`,
      );
    }
    position += character.length;
  }
  return new TokenizerError(`The tokenizer does not give back the text ${JSON.stringify(text)}.`);
}

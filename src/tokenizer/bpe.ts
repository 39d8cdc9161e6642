// Trains a byte-level BPE tokenizer (Sennrich et al. 2016) in which digits stay single tokens.

import { ByteLevelPreTokenizer } from '@huggingface/tokenizers';
import { TokenizerError } from './tokenizer.ts';
import {
  formatTokenizer,
  PRE_TOKENIZER,
  type SymbolPair,
  type TokenizerJson,
} from './tokenizer-json.ts';
import { SPECIAL_TOKENS } from './vocabulary.ts';

export interface BpeOptions {
  /** Most merges to learn; fewer when no allowed pair is left. */
  readonly merges: number;
  /** Special tokens, in order of their ids from 0. */
  readonly specials?: readonly string[];
}

/** A pre-token as symbols, and how often the texts have it. */
interface Word {
  readonly symbols: readonly string[];
  readonly count: number;
}

/**
 * Learns merges from texts: each round joins the commonest pair of neighbouring symbols, ties going
 * to the lexicographically first. Ids: specials, then the bytes that occur, then merges as learned.
 * The texts must hold every character that is to be written later.
 * @throws TokenizerError when `merges` is no count or the texts are empty
 */
export function trainBpe(texts: Iterable<string>, options: BpeOptions): TokenizerJson {
  if (!Number.isSafeInteger(options.merges) || options.merges < 0) {
    throw new TokenizerError(`merges is ${options.merges}; allowed: integers from 0.`);
  }
  let words = countWords(texts);
  if (words.length === 0) throw new TokenizerError('No text to train a tokenizer on.');
  const alphabet = [...new Set(words.flatMap((word) => word.symbols))].sort();
  const merges: SymbolPair[] = [];
  while (merges.length < options.merges) {
    const pair = commonestPair(words);
    if (pair === null) break;
    merges.push(pair);
    words = words.map((word) => ({ ...word, symbols: joinPair(word.symbols, pair) }));
  }
  return formatTokenizer(options.specials ?? SPECIAL_TOKENS, alphabet, merges);
}

/** Splits texts as the tokenizer will, into pre-tokens of byte symbols. */
function countWords(texts: Iterable<string>): readonly Word[] {
  const splitter = new ByteLevelPreTokenizer(PRE_TOKENIZER);
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of splitter.pre_tokenize(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return Array.from(counts, ([word, count]) => ({ symbols: [...word], count }));
}

/** A token is a word piece, one digit, or a space and one digit: numbers are written digit by digit. */
function mayMerge(left: string, right: string): boolean {
  if (/[0-9]/.test(left)) return false;
  return !/[0-9]/.test(right) || left === 'Ġ';
}

interface PairCount {
  readonly pair: SymbolPair;
  readonly count: number;
}

function countPairs(words: readonly Word[]): Iterable<PairCount> {
  const counts = new Map<string, PairCount>();
  for (const { symbols, count } of words) {
    for (const [index, right] of symbols.entries()) {
      const left = symbols[index - 1];
      if (left === undefined || !mayMerge(left, right)) continue;
      // A space never occurs in byte symbols, so it separates.
      const key = `${left} ${right}`;
      counts.set(key, { pair: [left, right], count: (counts.get(key)?.count ?? 0) + count });
    }
  }
  return counts.values();
}

function commonestPair(words: readonly Word[]): SymbolPair | null {
  let best: PairCount | null = null;
  for (const entry of countPairs(words)) {
    const tie = entry.count === best?.count;
    if (best === null || entry.count > best.count || (tie && precedes(entry.pair, best.pair))) {
      best = entry;
    }
  }
  return best?.pair ?? null;
}

function precedes([left, right]: SymbolPair, [otherLeft, otherRight]: SymbolPair): boolean {
  return left === otherLeft ? right < otherRight : left < otherLeft;
}

/** Joins every occurrence of the pair, from left to right. */
function joinPair(symbols: readonly string[], [left, right]: SymbolPair): readonly string[] {
  const joined: string[] = [];
  for (let index = 0; index < symbols.length; index++) {
    const symbol = symbols[index] ?? '';
    if (symbol === left && symbols[index + 1] === right) {
      joined.push(left + right);
      index++;
    } else {
      joined.push(symbol);
    }
  }
  return joined;
}

// The vocabulary of a tokenizer.json, checked: token strings by id, the special tokens, the merges.
import { FormatError } from '../format-error.ts';
import { expectObject, show } from '../json.ts';
import type { TokenizerJson } from './tokenizer-json.ts';

/** The special tokens every tokenizer here has, in order of their ids. */
export const SPECIAL_TOKENS = ['<pad>', '<bos>', '<eos>'] as const;
export type SpecialToken = (typeof SPECIAL_TOKENS)[number];

export interface Vocabulary {
  /** Raw token strings by id, e.g. 'Ġplus'. */
  readonly tokens: readonly string[];
  /** Content -> id of all special added tokens. */
  readonly specials: ReadonlyMap<string, number>;
  readonly specialIds: Readonly<Record<SpecialToken, number>>;
}

const FILE = 'tokenizer.json';

/**
 * Reads the vocabulary of a byte-level BPE tokenizer.
 * @throws FormatError naming the field, its value and what is allowed
 */
export function readVocabulary(json: TokenizerJson): Vocabulary {
  const model = expectObject(expectObject(json, FILE).model, `${FILE}: model`);
  expectType(model.type, 'model.type', 'BPE');
  const decoder = expectObject(json.decoder, `${FILE}: decoder`);
  expectType(decoder.type, 'decoder.type', 'ByteLevel');
  const ids = new Map<string, number>();
  for (const [token, id] of Object.entries(expectObject(model.vocab, `${FILE}: model.vocab`))) {
    ids.set(token, expectId(id, `model.vocab[${show(token)}]`));
  }
  checkMerges(model.merges, ids);
  const specials = readAddedTokens(json.added_tokens, ids);
  return { tokens: tokensById(ids), specials, specialIds: pickSpecials(specials) };
}

function expectType(value: unknown, field: string, allowed: string): void {
  if (value === allowed) return;
  throw new FormatError(`${FILE}: ${field} is ${show(value)}; allowed: ${show(allowed)}.`);
}

function expectId(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new FormatError(`${FILE}: ${field} is ${show(value)}; allowed: integers from 0.`);
}

/** Adds the added tokens to `ids`; returns the special ones. */
function readAddedTokens(value: unknown, ids: Map<string, number>): Map<string, number> {
  if (!Array.isArray(value)) {
    throw new FormatError(`${FILE}: added_tokens is ${show(value)}; allowed: a list.`);
  }
  const specials = new Map<string, number>();
  for (const [index, entry] of value.entries()) {
    const field = `added_tokens[${index}]`;
    const { content, id, special } = expectObject(entry, `${FILE}: ${field}`);
    if (typeof content !== 'string' || content === '') {
      throw new FormatError(`${FILE}: ${field}.content is ${show(content)}; allowed: a text.`);
    }
    const known = ids.get(content);
    const added = expectId(id, `${field}.id`);
    if (known !== undefined && known !== added) {
      throw new FormatError(
        `${FILE}: ${field}.id of ${show(content)} is ${added}; allowed: ${known}, its id in model.vocab.`,
      );
    }
    ids.set(content, added);
    if (special === true) specials.set(content, added);
  }
  return specials;
}

/** A merge whose parts or result are no tokens would lose text. */
function checkMerges(value: unknown, ids: ReadonlyMap<string, number>): void {
  if (!Array.isArray(value)) {
    throw new FormatError(`${FILE}: model.merges is ${show(value)}; allowed: a list.`);
  }
  for (const [index, merge] of value.entries()) {
    const parts: unknown[] =
      typeof merge === 'string' ? merge.split(' ') : Array.isArray(merge) ? merge : [];
    const [left, right] = parts;
    const known =
      parts.length === 2 &&
      typeof left === 'string' &&
      typeof right === 'string' &&
      [left, right, left + right].every((token) => ids.has(token));
    if (!known) {
      throw new FormatError(
        `${FILE}: model.merges[${index}] is ${show(merge)}; allowed: two tokens that make a third.`,
      );
    }
  }
}

/** Ids must be 0 to n - 1, each once: a model has a row for every one of them. */
function tokensById(ids: ReadonlyMap<string, number>): readonly string[] {
  const tokens = new Map<number, string>();
  for (const [token, id] of ids) {
    const other = tokens.get(id);
    if (other !== undefined || id >= ids.size) {
      const clash = other === undefined ? '' : `, which ${show(other)} has too`;
      throw new FormatError(
        `${FILE}: id of ${show(token)} is ${id}${clash}; allowed: 0 to ${ids.size - 1}, each once.`,
      );
    }
    tokens.set(id, token);
  }
  return Array.from({ length: ids.size }, (_, id) => tokens.get(id) ?? '');
}

function pickSpecials(specials: ReadonlyMap<string, number>): Record<SpecialToken, number> {
  const find = (token: SpecialToken): number => {
    const id = specials.get(token);
    if (id !== undefined) return id;
    throw new FormatError(
      `${FILE}: added_tokens has no special token ${show(token)}; it has ${show([...specials.keys()])}.`,
    );
  };
  return { '<pad>': find('<pad>'), '<bos>': find('<bos>'), '<eos>': find('<eos>') };
}

// Boundary sets: the tokens after which the author is drawn again, per schedule.

import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { ScheduleKind } from './schedule.ts';

/** Byte-level BPE writes a space as Ġ (U+0120) and a newline as Ċ (U+010A). */
const SPACE = 'Ġ';
const NEWLINE = 'Ċ';

const IS_BOUNDARY: Readonly<Record<ScheduleKind, (token: string) => boolean>> = {
  word: (token) => token.startsWith(SPACE),
  step: (token) => token.includes(NEWLINE),
  alternate: (token) => token.includes(NEWLINE),
  token: () => true,
  chunk: () => true,
};

/** What boundary sets need of a tokenizer. */
export type BoundaryVocabulary = Pick<Tokenizer, 'vocabulary' | 'padId' | 'bosId' | 'eosId'>;

/**
 * [V] 1 where the author is drawn again after the token. `word`: tokens that begin with a space, the
 * rule of the paper's code; `step`, `alternate`: tokens with a newline; `token`, `chunk`: all. Never
 * the special tokens.
 */
export function boundaries(tokenizer: BoundaryVocabulary, kind: ScheduleKind): Uint8Array {
  const { vocabulary, padId, bosId, eosId } = tokenizer;
  const flags = Uint8Array.from(vocabulary, (token) => Number(IS_BOUNDARY[kind](token)));
  for (const id of [padId, bosId, eosId]) flags[id] = 0;
  return flags;
}

/** Ids of the boundary tokens, rising. */
export function boundaryIds(tokenizer: BoundaryVocabulary, kind: ScheduleKind): readonly number[] {
  return [...boundaries(tokenizer, kind)].flatMap((flag, id) => (flag ? [id] : []));
}

/** How the boundary tokens read, in order of their ids. */
export function boundaryTokens(tokenizer: Tokenizer, kind: ScheduleKind): readonly string[] {
  return boundaryIds(tokenizer, kind).map((id) => tokenizer.surface(id));
}

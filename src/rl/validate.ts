// Checks that a rollout could have come from its schedule: redraws are recomputed from the tokens, and
// the author changes only there.

import { at } from '../at.ts';
import type { Rollout } from '../engine/engine.ts';
import { isRedraw, toggles } from '../tandem/author.ts';
import type { Schedule } from '../tandem/schedule.ts';

/** A rollout that its schedule cannot have made; null where no single token is to blame. */
export class IllegalSwitchError extends Error {
  override name = 'IllegalSwitchError';
  readonly position: number | null;
  readonly token: number | null;
  readonly rule: string;

  constructor(rule: string, position: number | null = null, token: number | null = null) {
    const where = position === null ? '' : ` at position ${position} (token ${token})`;
    super(`illegal rollout${where}: ${rule}`);
    this.position = position;
    this.token = token;
    this.rule = rule;
  }
}

const lengthsOf = ({ authors, redraws, senior, junior }: Rollout) => ({
  authors: authors.length,
  redraws: redraws.length,
  'senior.logprobs': senior.logprobs.length,
  'junior.logprobs': junior.logprobs.length,
  'senior.entropies': senior.entropies.length,
  'junior.entropies': junior.entropies.length,
});

function checkLengths(rollout: Rollout): void {
  const length = rollout.tokens.length;
  if (length === 0) throw new IllegalSwitchError('a rollout has at least one token');
  for (const [name, found] of Object.entries(lengthsOf(rollout))) {
    if (found !== length) {
      throw new IllegalSwitchError(`${name} has ${found} entries for ${length} tokens`);
    }
  }
}

function checkBits(rollout: Rollout): void {
  for (const name of ['authors', 'redraws'] as const) {
    const position = rollout[name].findIndex((bit) => bit > 1);
    if (position < 0) continue;
    const rule = `${name} must be 0 or 1, not ${rollout[name][position]}`;
    throw new IllegalSwitchError(rule, position, rollout.tokens[position]);
  }
}

/** Nothing follows EOS. Without `eosId` it is known only from a rollout that finished by it. */
function checkEnd({ tokens, finish }: Rollout, eosId: number | null): void {
  const last = tokens.length - 1;
  const eos = eosId ?? (finish === 'eos' ? tokens[last] : undefined);
  if (eos === undefined) return;
  const end = tokens.indexOf(eos);
  if (end >= 0 && end < last) {
    throw new IllegalSwitchError('tokens follow EOS; nothing may', end + 1, tokens[end + 1]);
  }
  if ((finish === 'eos') !== (end === last)) {
    throw new IllegalSwitchError(`finish is ${finish}, against its last token`, last, tokens[last]);
  }
}

/** The author that leaves a choice no freedom: 1, 0, or null where the coin decides. */
function certainAuthor({ seniorProbability }: Schedule): number | null {
  return seniorProbability === 0 || seniorProbability === 1 ? seniorProbability : null;
}

function checkFirst({ authors, tokens }: Rollout, schedule: Schedule): void {
  const starts = { coin: certainAuthor(schedule), senior: 1, junior: 0 };
  const expected = starts[schedule.start];
  if (expected === null || authors[0] === expected) return;
  const rule = `start ${schedule.start} with p = ${schedule.seniorProbability} makes the first author ${expected}, not ${authors[0]}`;
  throw new IllegalSwitchError(rule, 0, tokens[0]);
}

/** No author is chosen after the last token, so its redraw bit is 0. */
function checkRedraws({ tokens, redraws }: Rollout, schedule: Schedule): void {
  let gap = 0;
  for (const [position, token] of tokens.entries()) {
    gap += 1;
    const last = position === tokens.length - 1;
    const expected = !last && isRedraw(token, gap, schedule) ? 1 : 0;
    if (redraws[position] !== expected) {
      const rule = `the ${schedule.kind} schedule after ${gap} tokens${last ? ', the last one,' : ''} has redraw bit ${expected}, not ${redraws[position]}`;
      throw new IllegalSwitchError(rule, position, token);
    }
    if (expected === 1) gap = 0;
  }
}

/** The author that must write after a token; null where the coin decides. */
function authorAfter(author: number, redraw: number, schedule: Schedule): number | null {
  if (redraw === 0) return author;
  return toggles(schedule) ? 1 - author : certainAuthor(schedule);
}

function checkAuthors({ tokens, authors, redraws }: Rollout, schedule: Schedule): void {
  for (let position = 1; position < tokens.length; position++) {
    const redraw = at(redraws, position - 1);
    const expected = authorAfter(at(authors, position - 1), redraw, schedule);
    if (expected === null || authors[position] === expected) continue;
    const cause = redraw === 0 ? 'no redraw' : `a redraw of the ${schedule.kind} schedule`;
    const rule = `${cause} with p = ${schedule.seniorProbability} before it makes the author ${expected}, not ${authors[position]}`;
    throw new IllegalSwitchError(rule, position, tokens[position]);
  }
}

/**
 * Throws unless the rollout is one that the schedule can produce: equal lengths, nothing after EOS,
 * a legal first author, redraws exactly where the tokens put them, authors changing only there.
 * @throws IllegalSwitchError with the position, the token and the broken rule
 */
export function validateRollout(
  rollout: Rollout,
  schedule: Schedule,
  eosId: number | null = null,
): void {
  checkLengths(rollout);
  checkBits(rollout);
  checkEnd(rollout, eosId);
  checkFirst(rollout, schedule);
  checkRedraws(rollout, schedule);
  checkAuthors(rollout, schedule);
}

// Who writes the next token: the author state machine of a rollout.
import type { Schedule } from './schedule.ts';

/** Author of the next token, and the tokens emitted since the author was last chosen. */
export interface AuthorState {
  readonly senior: boolean;
  readonly gap: number;
}

export interface AuthorStep {
  readonly state: AuthorState;
  /** True where the author was chosen again after the token, even if the choice kept it. */
  readonly redraw: boolean;
}

/** A uniform number in [0, 1); called only where a coin is really tossed. */
export type Coin = () => number;

const toss = (schedule: Schedule, coin: Coin): boolean => coin() < schedule.seniorProbability;

/** Author of the first token. Tosses the coin once if the schedule starts by coin, else never. */
export function firstAuthor(schedule: Schedule, coin: Coin): AuthorState {
  const senior = schedule.start === 'coin' ? toss(schedule, coin) : schedule.start === 'senior';
  return { senior, gap: 0 };
}

/**
 * Whether the author is chosen again after a token; `gap` counts the token itself.
 * word, token, step: after a boundary token or `maxGap` tokens without one. chunk: after `chunkSize`
 * tokens. alternate: after a boundary token.
 */
export function isRedraw(token: number, gap: number, schedule: Schedule): boolean {
  const boundary = schedule.boundary[token] === 1;
  switch (schedule.kind) {
    case 'chunk':
      return gap >= schedule.chunkSize;
    case 'alternate':
      return boundary;
    default:
      return boundary || gap >= schedule.maxGap;
  }
}

/** True for the schedules whose every redraw is a handoff, without a coin. */
export function toggles(schedule: Schedule): boolean {
  return schedule.kind === 'chunk' || schedule.kind === 'alternate';
}

/**
 * Author after `token` was emitted. The rule is that of tandem training's word schedule: the choice
 * comes after the boundary token, so a word's first token and its rest may have two authors.
 * Not called after a solution's last token (EOS or the length limit): no author follows it, no coin
 * is tossed, and its redraw bit is 0.
 */
export function nextAuthor(
  state: AuthorState,
  token: number,
  schedule: Schedule,
  coin: Coin,
): AuthorStep {
  const gap = state.gap + 1;
  if (!isRedraw(token, gap, schedule))
    return { state: { senior: state.senior, gap }, redraw: false };
  const senior = toggles(schedule) ? !state.senior : toss(schedule, coin);
  return { state: { senior, gap: 0 }, redraw: true };
}

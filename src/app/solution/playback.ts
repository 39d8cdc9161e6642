// Walking along a solution: speeds, and how long each token is looked at. Pure; knows no clock.

/** Times the usual pace. */
export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

/** A token at the usual pace, about as long as it takes to read one. */
const USUAL = 700;

export const millisecondsPerToken = (speed: Speed): number => USUAL / speed;

/** Where a walk goes on from: from its end it begins again. */
export const walkFrom = (t: number, length: number): number => (t >= length - 1 ? 0 : t);

/** The next place; null at the end. */
export const walkOn = (t: number, length: number): number | null => (t + 1 < length ? t + 1 : null);

/** How the coin fell after a token. */
export type Toss = 'none' | 'kept' | 'handed';

export function tossAfter(
  { authors, redraws }: { readonly authors: Uint8Array; readonly redraws: Uint8Array },
  t: number,
): Toss {
  if (redraws[t] !== 1) return 'none';
  return authors[t] === authors[t + 1] ? 'kept' : 'handed';
}

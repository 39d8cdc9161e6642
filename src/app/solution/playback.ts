// Playback of a solution, token by token: speeds, and how long each token is shown.

/** Times the usual pace. */
export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

/** A token at the usual pace, about as long as it takes to read one. */
const USUAL = 700;

export const millisecondsPerToken = (speed: Speed): number => USUAL / speed;

/** The token that playback begins at: the first when it is at the end. */
export const playbackStart = (t: number, length: number): number => (t >= length - 1 ? 0 : t);

/** The next place; null at the end. */
export const playbackNext = (t: number, length: number): number | null =>
  t + 1 < length ? t + 1 : null;

/** How the coin fell after a token. */
export type Toss = 'none' | 'kept' | 'handed';

export function tossAfter(
  { authors, redraws }: { readonly authors: Uint8Array; readonly redraws: Uint8Array },
  t: number,
): Toss {
  if (redraws[t] !== 1) return 'none';
  return authors[t] === authors[t + 1] ? 'kept' : 'handed';
}

// How the arms are drawn, by their place: a colour and a dash, so that two never look alike without colour.
// Blue and orange, which mean senior and junior elsewhere, come last.
import type { Ink } from '../../charts/inks.ts';

const COLOURS = ['--ink', '--violet', '--good', '--bad', '--senior', '--junior'] as const;
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [10, 3, 2, 3]];

export function armInk(place: number): Ink {
  const colour = COLOURS[place % COLOURS.length] ?? '--ink';
  // The dash moves on with the colour, and once more with every round of colours.
  const dash = DASHES[(place + Math.floor(place / COLOURS.length)) % DASHES.length] ?? [];
  return { colour, dash };
}

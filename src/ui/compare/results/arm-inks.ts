// Colour and dash of each arm by its index; the colours of senior and junior come last.
import type { Ink } from '../../charts/inks.ts';

const COLOURS = ['--ink', '--violet', '--good', '--bad', '--senior', '--junior'] as const;
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [10, 3, 2, 3]];

export function armInk(place: number): Ink {
  const colour = COLOURS[place % COLOURS.length] ?? '--ink';
  // Shifted by one per round of colours, so that a colour has another dash in each round.
  const dash = DASHES[(place + Math.floor(place / COLOURS.length)) % DASHES.length] ?? [];
  return { colour, dash };
}

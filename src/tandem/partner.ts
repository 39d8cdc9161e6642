// Which of two juniors writes with the senior.
import type { RunConfig } from '../config/fields.ts';
import { NO_MODEL } from '../models.ts';
import { partnerDraw } from './keys.ts';

export type Partner = 'junior' | 'secondJunior';

/**
 * The junior of a step's group, by a fair coin. A whole group has one: its advantages are rewards
 * against their mean, and would else depend on the junior that a rollout got.
 * The choice is independent of the senior, so that would be no bias, but noise.
 */
export function partnerOf(
  { secondJunior, seed }: Pick<RunConfig, 'secondJunior' | 'seed'>,
  step: number,
  group: number,
): Partner {
  if (secondJunior === NO_MODEL) return 'junior';
  return partnerDraw({ seed, step }, group) < 0.5 ? 'junior' : 'secondJunior';
}

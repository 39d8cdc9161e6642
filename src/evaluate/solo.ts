// What the senior's own solutions are like: right or wrong, long or cut off, sure or unsure.
import type { Rewarded } from '../rl/reward.ts';
import { accuracy, average, type Measured, measured, merge, share } from './setup.ts';
import { ratio } from './statistics.ts';

/** solo/accuracy, solo/length, solo/truncated and solo/entropy (mean over tokens). */
export function solo(solutions: readonly Rewarded[]): Measured {
  const entropy = ratio(
    solutions.map(({ seniorEntropies }) => ({
      part: seniorEntropies.reduce((sum, value) => sum + value, 0),
      whole: seniorEntropies.length,
    })),
  );
  return merge([
    accuracy('solo/accuracy', solutions),
    average(
      'solo/length',
      solutions.map(({ tokens }) => tokens.length),
    ),
    share(
      'solo/truncated',
      solutions.map(({ finish }) => finish === 'length'),
    ),
    ...(entropy ? [measured('solo/entropy', entropy.value, entropy.interval)] : []),
  ]);
}

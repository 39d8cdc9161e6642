// What the senior's own solutions are like: right or wrong, long or cut off, sure or unsure.
import type { Rewarded } from '../rl/reward.ts';
import { accuracy, average, share, type Tally } from './setup.ts';

/** solo/accuracy first, then solo/length, solo/truncated and solo/entropy (mean over tokens). */
export function solo(solutions: readonly Rewarded[]): [Tally, ...Tally[]] {
  const entropies = solutions.map(({ senior }) => ({
    part: senior.entropies.reduce((sum, value) => sum + value, 0),
    whole: senior.entropies.length,
  }));
  return [
    accuracy('solo/accuracy', solutions),
    average(
      'solo/length',
      solutions.map(({ tokens }) => tokens.length),
    ),
    share(
      'solo/truncated',
      solutions.map(({ finish }) => finish === 'length'),
    ),
    { name: 'solo/entropy', kind: 'ratio', parts: entropies },
  ];
}

// How a third, frozen model reads the senior and goes on from it: one that training knows nothing of.
import type { Rewarded } from '../rl/reward.ts';
import { writeTogether } from './cowrite.ts';
import { legibility } from './legibility.ts';
import { accuracy, type EvaluationSetup, type Tally } from './setup.ts';

/** reader/handoff and reader/cross_entropy; none without a reader. */
export async function readBy(
  { reader, ...setup }: EvaluationSetup,
  solutions: readonly Rewarded[],
): Promise<readonly Tally[]> {
  if (reader === undefined) return [];
  const inJuniorsPlace = { ...setup, junior: reader };
  const together = await writeTogether(inJuniorsPlace, 'handoff/accuracy');
  return [
    accuracy('reader/handoff', together),
    { ...(await legibility(inJuniorsPlace, solutions)), name: 'reader/cross_entropy' },
  ];
}

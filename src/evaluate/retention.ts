// How much of its accuracy the senior keeps by handoff.
import type { Tally } from './tally.ts';

/** Right ones by handoff per right one alone, problem by problem. */
export function retention(solo: Tally, handoff: Tally): Tally {
  const parts = handoff.parts.map(({ part }, i) => ({ part, whole: solo.parts[i]?.part ?? 0 }));
  return { kind: 'ratio', parts };
}

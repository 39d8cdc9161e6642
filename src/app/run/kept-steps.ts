// The steps whose rollouts stay in memory: all of a short run, ever fewer of a long one, always the newest.
import type { StepEvent } from '../../run/events.ts';

/** More are thinned out: every second, then every fourth, … */
export const MOST_KEPT = 64;
/** Problems kept of a step that is not the newest. */
export const GROUPS_KEPT = 4;

/** The kept steps, oldest first, after one more. Steps without solutions are not kept. */
export function keepStep(kept: readonly StepEvent[], event: StepEvent): readonly StepEvent[] {
  if (event.rollouts.length === 0) return kept;
  const stride = 2 ** Math.max(0, Math.ceil(Math.log2(event.step / MOST_KEPT)));
  const older = kept.filter(({ step }) => step < event.step && (step === 1 || step % stride === 0));
  const last = older.at(-1);
  const trimmed = last === undefined ? [] : [firstGroups(last)];
  return [...older.slice(0, -1), ...trimmed, event];
}

function firstGroups(event: StepEvent): StepEvent {
  if (event.problems.length <= GROUPS_KEPT) return event;
  return {
    ...event,
    problems: event.problems.slice(0, GROUPS_KEPT),
    rollouts: event.rollouts.filter(({ group }) => group < GROUPS_KEPT),
  };
}

/** The newest kept step not after this one, else the first; null where none is kept. */
export function keptStep(kept: readonly StepEvent[], step: number): StepEvent | null {
  return kept.findLast((event) => event.step <= step) ?? kept[0] ?? null;
}

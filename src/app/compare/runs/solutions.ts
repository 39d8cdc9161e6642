// The solutions of a stored run: few steps, groups and seniors, so that many runs fit into a browser.
import type { KeptSenior } from '../../../protocol.ts';
import type { StepEvent } from '../../../run/events.ts';
import { type FlatRollout, flattened, twoSided } from '../../../run/flat-rollout.ts';
import { type Recording, thinned } from '../../../run/recording.ts';
import type { History } from '../../run/history.ts';
import { parseEvents } from './event-lines.ts';
import type { KeptRun } from './kept-run.ts';

export interface Solutions {
  /** Of the run. */
  readonly id: string;
  readonly steps: readonly StepEvent[];
  /** The senior at some steps, oldest first. */
  readonly seniors: readonly KeptSenior[];
}

/** As they are in the database. */
export interface StoredSolutions extends Omit<Solutions, 'steps'> {
  readonly steps: readonly StoredStep[];
}
interface StoredStep extends Omit<StepEvent, 'rollouts'> {
  readonly rollouts: readonly FlatRollout[];
}

export const toStored = (solutions: Solutions): StoredSolutions => ({
  ...solutions,
  steps: solutions.steps.map((step) => ({ ...step, rollouts: step.rollouts.map(flattened) })),
});

export const fromStored = (stored: StoredSolutions): Solutions => ({
  ...stored,
  steps: stored.steps.map((step) => ({ ...step, rollouts: step.rollouts.map(twoSided) })),
});

const MOST_STEPS = 12;
const MOST_SENIORS = 3;
const KEEP = { every: 1, groups: 2, topTokens: 4 } as const;

/** At most so many of the list, evenly, the first and the last among them. */
export function evenly<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  const at = (i: number) => Math.round((i * (list.length - 1)) / (most - 1));
  return Array.from({ length: most }, (_, i) => list[at(i)]).filter((one) => one !== undefined);
}

const isStep = (event: { readonly kind: string }): event is StepEvent => event.kind === 'step';

/** Steps after which the run was evaluated come first: these are the points of its curves. */
export function solutionsOf(
  id: string,
  { keptSteps, evaluations }: Pick<History, 'keptSteps' | 'evaluations'>,
  seniors: readonly KeptSenior[],
): Solutions {
  const evaluated = new Set(evaluations.map(({ step }) => step));
  const points = keptSteps.filter(({ step }) => evaluated.has(step));
  const chosen = points.length >= Math.min(2, keptSteps.length) ? points : keptSteps;
  return {
    id,
    steps: evenly(chosen, MOST_STEPS)
      .map((event) => thinned(event, KEEP))
      .filter(isStep),
    seniors: evenly(
      seniors.filter(({ weights }) => weights.kind === 'bytes'),
      MOST_SENIORS,
    ),
  };
}

/** The run as the page shows recorded ones. */
export function recordingOf(run: KeptRun, solutions: Solutions | null): Recording {
  const parsed = parseEvents(run.lines);
  const stored = new Map(solutions?.steps.map((event) => [event.step, event]));
  const events = 'value' in parsed ? parsed.value : [];
  return {
    preset: run.preset,
    name: run.name,
    events: events.map((event) =>
      event.kind === 'step' ? (stored.get(event.step) ?? event) : event,
    ),
    seniors: [],
  };
}

// The solution written again by other seniors, and handoff maps of it.
import type { HandoffPoint } from '../../lab/handoff-map.ts';
import type { KeptSenior } from '../../protocol.ts';
import type { RewardedRollout } from '../../run/events.ts';
import type { LabConnection, LabSession, SessionSlice, Subject } from './session.ts';

export interface HandoffMap {
  /** Steps of the senior that wrote the text again; -1 for the solution on screen. */
  readonly step: number;
  readonly rollout: RewardedRollout;
  readonly points: readonly HandoffPoint[];
  /** Points it will have. */
  readonly of: number;
}

export interface Rewriting {
  /** Steps the senior was trained. */
  readonly step: number;
  readonly rollout: RewardedRollout;
}

export interface RewritingSlice {
  /** By training step, oldest first. */
  readonly maps: readonly HandoffMap[];
  readonly rewritings: readonly Rewriting[];
}

interface MapOptions {
  /** Solutions written from each place. */
  readonly samples: number;
  /** Of the solution written again by the subject's senior, not of the one on screen. */
  readonly isAgain: boolean;
}

export interface RewritingActions {
  map(subject: Subject, how: MapOptions): void;
  /** The same by each of these seniors. */
  mapAll(subject: Subject, seniors: readonly KeptSenior[], samples: number): void;
  stop(): void;
  rewrite(subject: Subject): void;
}

const ON_SCREEN = -1;

/** Sorted in by step; one of the same step is replaced. */
function byStep<T extends { readonly step: number }>(list: readonly T[], one: T): readonly T[] {
  return [...list.filter(({ step }) => step !== one.step), one].sort((a, b) => a.step - b.step);
}

export function rewritingActions({
  get,
  set,
  ask,
  queue,
  occupy,
}: LabSession<RewritingSlice & Pick<SessionSlice, 'rollout'>>): RewritingActions {
  let isWanted = true;
  /** Point by point, until it is stopped or the solution leaves the screen. */
  const mapped = async (lab: LabConnection, subject: Subject, { samples, isAgain }: MapOptions) => {
    const step = isAgain ? subject.senior.step : ON_SCREEN;
    const rollout = isAgain ? await lab.rewrite(subject.origin) : subject.rollout;
    const solution = { problem: subject.origin.problem, tokens: Array.from(rollout.tokens) };
    let points: readonly HandoffPoint[] = [];
    await lab.handoffMap(solution, samples, (point, of) => {
      points = [...points, point];
      const isShown = get().rollout === subject.rollout;
      if (isShown) set(({ maps }) => ({ maps: byStep(maps, { step, rollout, points, of }) }));
      return isWanted && isShown;
    });
  };
  return {
    map: (subject, how) => {
      isWanted = true;
      ask(
        subject,
        (lab) => mapped(lab, subject, how),
        () => ({}),
      );
    },
    mapAll: (subject, seniors, samples) => {
      isWanted = true;
      const all = async () => {
        for (const senior of seniors) {
          const one = { ...subject, senior };
          if (!isWanted || get().rollout !== subject.rollout) return;
          await queue(one, (lab) => mapped(lab, one, { samples, isAgain: true }));
        }
      };
      occupy(all);
    },
    stop: () => {
      isWanted = false;
    },
    rewrite: (subject) =>
      ask(
        subject,
        (lab) => lab.rewrite(subject.origin),
        (rollout) => ({
          rewritings: byStep(get().rewritings, { step: subject.senior.step, rollout }),
        }),
      ),
  };
}

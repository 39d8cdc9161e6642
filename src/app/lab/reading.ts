// The solution on screen read by both models, once.
import type { Reading } from '../../lab/reading.ts';
import type { KeptSenior } from '../../protocol.ts';
import type { RewardedRollout } from '../../run/events.ts';
import type { LabSession, SessionSlice, Subject } from './session.ts';

/** How far the reading is, of all places, and what it found when it is whole. */
export interface ReadingProgress {
  /** Steps the reading senior was trained. */
  readonly step: number;
  readonly done: number;
  readonly of: number;
  readonly found: Reading | null;
}

export interface ReadingSlice {
  /** Both models reading the solution; null before they are asked to. */
  readonly reader: ReadingProgress | null;
}

export interface ReadingActions {
  read(subject: Subject): void;
}

/** Best tokens of each model that are shown side by side. */
const TOP_TOKENS = 10;

export function readingActions({
  set,
  get,
  queue,
  fail,
}: LabSession<ReadingSlice & Pick<SessionSlice, 'rollout'>>): ReadingActions {
  /** Finished readings, for as long as their solutions are in memory. */
  const known = new WeakMap<
    RewardedRollout,
    { readonly by: KeptSenior; readonly reader: ReadingProgress }
  >();
  let asked: Pick<Subject, 'rollout' | 'senior'> | null = null;

  const find = async (subject: Subject) => {
    const { rollout, senior, origin } = subject;
    const isShown = () => get().rollout === rollout;
    const found = await queue(subject, async (lab) => {
      if (!isShown()) return null;
      return lab.read(origin, Array.from(rollout.tokens), TOP_TOKENS, (done, of) => {
        if (isShown()) set({ reader: { step: senior.step, done, of, found: null } });
        return isShown();
      });
    });
    if (found === null) return;
    const of = rollout.tokens.length;
    const reader: ReadingProgress = { step: senior.step, done: of, of, found };
    known.set(rollout, { by: senior, reader });
    if (isShown()) set({ reader });
  };

  return {
    read: (subject) => {
      const { rollout, senior } = subject;
      if (get().rollout !== rollout) return;
      const before = known.get(rollout);
      if (before?.by === senior) {
        if (get().reader !== before.reader) set({ reader: before.reader });
        return;
      }
      if (asked?.rollout === rollout && asked.senior === senior) return;
      asked = { rollout, senior };
      void find(subject)
        .catch(fail)
        .finally(() => {
          if (asked?.rollout === rollout && asked.senior === senior) asked = null;
        });
    },
  };
}

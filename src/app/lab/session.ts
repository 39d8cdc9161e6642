// What the parts of the lab's store share: the solution on screen, one worker, one question at a time.
import type { RunConfig } from '../../config/fields.ts';
import type { Origin } from '../../lab/rewrite.ts';
import { messageOf } from '../../message-of.ts';
import type { KeptSenior, LabApi } from '../../protocol.ts';
import type { RewardedRollout } from '../../run/events.ts';
import type { SetState } from '../parts/slice.ts';

/** The lab worker: made at the first question, used for the next ones too. */
export type LabConnection = Omit<LabApi, 'use'> & {
  use(config: RunConfig, senior: KeptSenior): Promise<void>;
};

/** The solution that things are tried out on, with the settings of its step. */
export interface Subject {
  readonly config: RunConfig;
  readonly senior: KeptSenior;
  readonly origin: Origin;
  readonly rollout: RewardedRollout;
}

type Loaded = Pick<Subject, 'config' | 'senior'>;

export interface SessionSlice {
  readonly isBusy: boolean;
  /** What went wrong with the last question; null when nothing did. */
  readonly problem: string | null;
  /** The solution on screen. */
  readonly rollout: RewardedRollout | null;
}

/** @typeParam T the part of the lab's store that the caller knows */
export interface LabSession<T> {
  readonly set: SetState<T>;
  readonly get: () => T;
  /** Asks with the subject's senior and settings; the answer is dropped when another solution is on screen. */
  readonly ask: <A>(
    subject: Subject,
    question: (lab: LabConnection) => Promise<A>,
    answer: (found: A) => Partial<T>,
  ) => void;
  /** Asks when all earlier questions are answered: one pair answers all. */
  readonly queue: <A>(subject: Loaded, question: (lab: LabConnection) => Promise<A>) => Promise<A>;
  /** Work that the reader waits for: one at a time, a second is not begun. */
  readonly occupy: (work: () => Promise<void>) => void;
  readonly fail: (error: unknown) => void;
}

/** One question after the other, each after the worker has loaded what its subject needs. */
function newQueue(connect: () => LabConnection): LabSession<unknown>['queue'] {
  let connection: LabConnection | null = null;
  let used: Loaded | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const ready = async ({ config, senior }: Loaded) => {
    connection ??= connect();
    if (used?.config !== config || used.senior !== senior) {
      used = null;
      await connection.use(config, senior);
      used = { config, senior };
    }
    return connection;
  };
  return (subject, question) => {
    const answered = last.then(async () => question(await ready(subject)));
    last = answered.catch(() => {});
    return answered;
  };
}

export function newSession<T extends SessionSlice>(
  set: SetState<T> & SetState<SessionSlice>,
  get: () => T,
  connect: () => LabConnection,
): LabSession<T> {
  const queue = newQueue(connect);
  const fail = (error: unknown) => set({ problem: messageOf(error) });
  const occupy: LabSession<T>['occupy'] = (work) => {
    if (get().isBusy) return;
    set({ isBusy: true, problem: null });
    void work()
      .catch(fail)
      .finally(() => set({ isBusy: false }));
  };
  const ask: LabSession<T>['ask'] = (subject, question, answer) =>
    occupy(async () => {
      const found = await queue(subject, question);
      if (get().rollout === subject.rollout) set(answer(found));
    });
  return { set, get, ask, queue, occupy, fail };
}

// The page's second store: what is tried out on the solution on screen. One thing at a time; a solution
// that leaves the screen takes what was tried out on it along. Knows no worker and no component.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunConfig } from '../../config/fields.ts';
import type { HandoffPoint } from '../../lab/handoff-map.ts';
import type { Origin } from '../../lab/rewrite.ts';
import { messageOf } from '../../message-of.ts';
import type { KeptSenior, LabApi } from '../../protocol.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { type Branch, type BranchActions, branchActions } from './branch.ts';
import { type Game, type GameActions, gameActions, NO_GAME } from './game.ts';
import { type Reader, type ReaderActions, readerActions } from './reading.ts';
import { type LessonActions, lessonActions, type SlowMotion } from './update-view.ts';

/** A way to the lab worker: made at the first question, kept for the next ones. */
export type LabConnection = Omit<LabApi, 'use'> & {
  use(config: RunConfig, senior: KeptSenior): Promise<void>;
};

/** The solution that things are tried out on. */
export interface Subject {
  readonly config: RunConfig;
  readonly senior: KeptSenior;
  readonly origin: Origin;
  readonly rollout: RewardedRollout;
}

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

export interface LabState {
  readonly isBusy: boolean;
  /** What went wrong with the last question; null when nothing did. */
  readonly problem: string | null;
  /** The solution that the rest is about. */
  readonly rollout: RewardedRollout | null;
  readonly branch: Branch | null;
  /** A person's words that could not be written, with the reason. */
  readonly refused: string | null;
  /** Both models reading the solution; null before they are asked to. */
  readonly reader: Reader | null;
  /** By training step, oldest first. */
  readonly maps: readonly HandoffMap[];
  readonly rewritings: readonly Rewriting[];
  /** The step of the group on screen in slow motion; null where nobody asked. */
  readonly slowMotion: SlowMotion | null;
  /** Kept from one solution to the next. */
  readonly game: Game;
}

export interface LabActions extends GameActions, BranchActions, ReaderActions, LessonActions {
  /** What is on screen now; another solution than before clears the bench. */
  look(rollout: RewardedRollout | null): void;
  /** Of the solution on screen, or of the same one written again by the subject's senior. */
  map(subject: Subject, how: { readonly samples: number; readonly isAgain: boolean }): void;
  /** The same by each of these seniors. */
  mapAll(subject: Subject, seniors: readonly KeptSenior[], samples: number): void;
  stop(): void;
  rewrite(subject: Subject): void;
}

export type LabStore = StoreApi<LabState & LabActions>;

const ON_SCREEN = -1;

const EMPTY: LabState = {
  isBusy: false,
  problem: null,
  rollout: null,
  branch: null,
  refused: null,
  reader: null,
  maps: [],
  rewritings: [],
  slowMotion: null,
  game: NO_GAME,
};

/** Sorted in by step; one of the same step is replaced. */
function byStep<T extends { readonly step: number }>(list: readonly T[], one: T): readonly T[] {
  return [...list.filter(({ step }) => step !== one.step), one].sort((a, b) => a.step - b.step);
}

export interface Bench {
  readonly set: LabStore['setState'];
  readonly get: LabStore['getState'];
  /** Asks the worker as the subject stands; the answer is dropped when another solution is looked at. */
  readonly ask: <T>(
    subject: Subject,
    question: (lab: LabConnection) => Promise<T>,
    answer: (found: T) => Partial<LabState>,
  ) => void;
  /** Asks when all that was asked before is answered: one pair answers all. */
  readonly queue: <T>(
    subject: Pick<Subject, 'config' | 'senior'>,
    question: (lab: LabConnection) => Promise<T>,
  ) => Promise<T>;
  /** Work that the reader waits for: one at a time, a second is not begun. */
  readonly occupy: (work: () => Promise<void>) => void;
  readonly fail: (error: unknown) => void;
}

/** One question after the other, each with the worker as its subject wants it. */
function newQueue(connect: () => LabConnection): Bench['queue'] {
  let connection: LabConnection | null = null;
  let used: Pick<Subject, 'config' | 'senior'> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const ready = async ({ config, senior }: Pick<Subject, 'config' | 'senior'>) => {
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

function bench(
  set: LabStore['setState'],
  get: LabStore['getState'],
  connect: () => LabConnection,
): Bench {
  const queue = newQueue(connect);
  const fail = (error: unknown) => set({ problem: messageOf(error) });
  const occupy: Bench['occupy'] = (work) => {
    if (get().isBusy) return;
    set({ isBusy: true, problem: null });
    void work()
      .catch(fail)
      .finally(() => set({ isBusy: false }));
  };
  const ask: Bench['ask'] = (subject, question, answer) =>
    occupy(async () => {
      const found = await queue(subject, question);
      if (get().rollout === subject.rollout) set(answer(found));
    });
  return { set, get, ask, queue, occupy, fail };
}

function mapActions({ get, set, ask, queue, occupy }: Bench) {
  let isWanted = true;
  /** Point by point, while it is wanted and the solution on screen. */
  const mapped = async (
    lab: LabConnection,
    subject: Subject,
    { samples, isAgain }: Parameters<LabActions['map']>[1],
  ) => {
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
    map: (subject: Subject, how: Parameters<LabActions['map']>[1]) => {
      isWanted = true;
      ask(
        subject,
        (lab) => mapped(lab, subject, how),
        () => ({}),
      );
    },
    mapAll: (subject: Subject, seniors: readonly KeptSenior[], samples: number) => {
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
  };
}

/** Whether the group in slow motion has this solution. */
const isOf = (slowMotion: SlowMotion | null, rollout: RewardedRollout | null): boolean =>
  slowMotion?.lecture.rollouts.some((each) => each === rollout) ?? false;

/** @param connect makes the worker; called once, at the first question */
export function createLabStore(connect: () => LabConnection): LabStore {
  return createStore<LabState & LabActions>()((set, get) => {
    const own = bench(set, get, connect);
    return {
      ...EMPTY,
      look: (rollout) => {
        if (get().rollout === rollout) return;
        set(({ isBusy, game, slowMotion }) => ({
          ...EMPTY,
          isBusy,
          rollout,
          slowMotion: isOf(slowMotion, rollout) ? slowMotion : null,
          game,
        }));
      },
      ...branchActions(own),
      ...mapActions(own),
      ...gameActions(own),
      ...readerActions(own),
      ...lessonActions(own),
      rewrite: (subject) =>
        own.ask(
          subject,
          (lab) => lab.rewrite(subject.origin),
          (rollout) => ({
            rewritings: byStep(get().rewritings, { step: subject.senior.step, rollout }),
          }),
        ),
    };
  });
}

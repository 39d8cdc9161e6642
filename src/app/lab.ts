// The page's second store: what is tried out on the solution on screen. One thing at a time; a solution
// that leaves the screen takes what was tried out on it along. Knows no worker and no component.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunConfig } from '../config/fields.ts';
import type { HandoffPoint } from '../lab/handoff-map.ts';
import type { Place, Writer } from '../lab/lab.ts';
import type { NextTokens } from '../lab/next-tokens.ts';
import type { Origin } from '../lab/rewrite.ts';
import type { KeptSenior, LabApi } from '../protocol.ts';
import type { RewardedRollout } from '../run/events.ts';
import { type Game, type GameActions, gameActions, NO_GAME } from './game.ts';

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

export interface Branch {
  /** Tokens it shares with the solution. */
  readonly at: number;
  readonly writer: Writer;
  readonly rollout: RewardedRollout;
  /** Counts on: the next one draws anew. */
  readonly attempt: number;
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
  readonly next: { readonly at: number; readonly tokens: NextTokens } | null;
  /** By training step, oldest first. */
  readonly maps: readonly HandoffMap[];
  readonly rewritings: readonly Rewriting[];
  /** Kept from one solution to the next, but for the round that is on. */
  readonly game: Game;
}

export interface LabActions extends GameActions {
  /** What is on screen now; another solution than before clears the bench. */
  look(rollout: RewardedRollout | null): void;
  writeOn(subject: Subject, at: number, writer: Writer): void;
  /** The first tokens kept, the next replaced by another, and both write on. */
  replace(subject: Subject, at: number, token: number): void;
  closeBranch(): void;
  askNext(subject: Subject, at: number): void;
  /** Of the solution on screen, or of the same one written again by the subject's senior. */
  map(subject: Subject, how: { readonly samples: number; readonly isAgain: boolean }): void;
  stop(): void;
  rewrite(subject: Subject): void;
}

export type LabStore = StoreApi<LabState & LabActions>;

const ON_SCREEN = -1;
/** Best tokens of each model that are shown side by side. */
const LIKELIEST = 10;

const EMPTY: LabState = {
  isBusy: false,
  problem: null,
  rollout: null,
  branch: null,
  next: null,
  maps: [],
  rewritings: [],
  game: NO_GAME,
};

const placeOf = ({ origin, rollout }: Subject, at: number): Place => ({
  problem: origin.problem,
  tokens: Array.from(rollout.tokens.slice(0, at)),
  authors: Array.from(rollout.authors.slice(0, at)),
});

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
}

function bench(
  set: LabStore['setState'],
  get: LabStore['getState'],
  connect: () => LabConnection,
): Bench {
  let connection: LabConnection | null = null;
  let used: Pick<Subject, 'config' | 'senior'> | null = null;
  const ready = async ({ config, senior }: Subject) => {
    connection ??= connect();
    if (used?.config !== config || used.senior !== senior) {
      used = null;
      await connection.use(config, senior);
      used = { config, senior };
    }
    return connection;
  };
  const ask: Bench['ask'] = (subject, question, answer) => {
    if (get().isBusy) return;
    set({ isBusy: true, problem: null });
    const answered = async () => {
      const found = await question(await ready(subject));
      if (get().rollout === subject.rollout) set(answer(found));
    };
    void answered()
      .catch((error: unknown) =>
        set({ problem: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => set({ isBusy: false }));
  };
  return { set, get, ask };
}

function branchActions({ set, get, ask }: Bench) {
  const write = (subject: Subject, place: Place, writer: Writer) => {
    const before = get().branch;
    const at = place.tokens.length;
    const isAgain = before?.at === at && before.writer === writer;
    const attempt = isAgain ? before.attempt + 1 : 1;
    ask(
      subject,
      (lab) => lab.writeOn(place, { writer, attempt }),
      (rollout) => ({ branch: { at, writer, rollout, attempt } }),
    );
  };
  return {
    writeOn: (subject: Subject, at: number, writer: Writer) =>
      write(subject, placeOf(subject, at), writer),
    replace: (subject: Subject, at: number, token: number) => {
      const { tokens, authors, ...place } = placeOf(subject, at);
      const author = subject.rollout.authors[at] ?? 0;
      write(
        subject,
        { ...place, tokens: [...tokens, token], authors: [...authors, author] },
        'both',
      );
    },
    closeBranch: () => set({ branch: null }),
  };
}

function mapActions({ get, set, ask }: Bench) {
  let isWanted = true;
  return {
    map: (subject: Subject, { samples, isAgain }: Parameters<LabActions['map']>[1]) => {
      isWanted = true;
      const { problem } = subject.origin;
      const step = isAgain ? subject.senior.step : ON_SCREEN;
      const mapped = async (lab: LabConnection) => {
        const rollout = isAgain ? await lab.rewrite(subject.origin) : subject.rollout;
        let points: readonly HandoffPoint[] = [];
        await lab.handoffMap(
          { problem, tokens: Array.from(rollout.tokens) },
          samples,
          (point, of) => {
            points = [...points, point];
            const isShown = get().rollout === subject.rollout;
            if (isShown) set(({ maps }) => ({ maps: byStep(maps, { step, rollout, points, of }) }));
            return isWanted && isShown;
          },
        );
      };
      ask(subject, mapped, () => ({}));
    },
    stop: () => {
      isWanted = false;
    },
  };
}

/** @param connect makes the worker; called once, at the first question */
export function createLabStore(connect: () => LabConnection): LabStore {
  return createStore<LabState & LabActions>()((set, get) => {
    const own = bench(set, get, connect);
    return {
      ...EMPTY,
      look: (rollout) => {
        if (get().rollout === rollout) return;
        set(({ isBusy, game }) => ({
          ...EMPTY,
          isBusy,
          rollout,
          game: { ...game, turn: null, finished: null },
        }));
      },
      ...branchActions(own),
      ...mapActions(own),
      ...gameActions(own),
      askNext: (subject, at) =>
        own.ask(
          subject,
          (lab) => lab.nextTokens(placeOf(subject, at), LIKELIEST),
          (tokens) => ({ next: tokens === null ? null : { at, tokens } }),
        ),
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

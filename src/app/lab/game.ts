// A game: a person writes the junior’s words on held-out problems, compared with the real junior on the same ones.
import type { TopTokens } from '../../engine/engine.ts';
import type { SolutionPrefix } from '../../lab/lab.ts';
import type { Turn } from '../../lab/turns.ts';
import { messageOf } from '../../message-of.ts';
import type { RewardedRollout, StartEvent } from '../../run/events.ts';
import type { Problem } from '../../tasks/parts/task.ts';
import type { LabConnection, LabSession, Subject } from './session.ts';

/** Rounds played, and right ones. */
export interface Score {
  readonly right: number;
  readonly of: number;
}

/** Of the rounds with the senior of one step. */
export interface Scores {
  readonly step: number;
  readonly person: Score;
  readonly junior: Score;
}

/** Who the person plays with, and of which run: scores of another run say nothing of it. */
export interface Teammate extends Pick<Subject, 'config' | 'senior'> {
  readonly run: StartEvent;
}

export interface Round {
  readonly partner: Teammate;
  readonly problem: Problem;
  /** 1-based; keys the round's draws, and its problem. */
  readonly number: number;
  readonly turn: Turn;
  /** What became of it when it is over: with the person, and with the junior in their place. */
  readonly finished: { readonly person: RewardedRollout; readonly junior: RewardedRollout } | null;
}

export interface Game {
  readonly round: Round | null;
  /** By the senior's step, oldest first. */
  readonly scores: readonly Scores[];
  /** The junior's top tokens at the person's place, where it was asked. */
  readonly hints: TopTokens | null;
  /** A word that could not be written, with the reason. */
  readonly refused: string | null;
}

export const NO_GAME: Game = { round: null, scores: [], hints: null, refused: null };

export interface GameSlice {
  /** Kept from one solution to the next. */
  readonly game: Game;
}

export interface GameActions {
  /** A new round; one that is on begins again. */
  begin(partner: Teammate): void;
  /** The person's word, a line end or the end. */
  say(word: string): void;
  /** Asks the junior what it would write here. */
  askJunior(): void;
}

const NO_SCORE: Score = { right: 0, of: 0 };
const HINTS = 5;

const scoreAfter = ({ right, of }: Score, { reward }: RewardedRollout): Score => ({
  right: right + (reward > 0 ? 1 : 0),
  of: of + 1,
});

const scoresAt = (scores: readonly Scores[], step: number): Scores =>
  scores.find((each) => each.step === step) ?? { step, person: NO_SCORE, junior: NO_SCORE };

function counted(scores: readonly Scores[], { partner, finished }: Round): readonly Scores[] {
  if (finished === null) return scores;
  const { step, person, junior } = scoresAt(scores, partner.senior.step);
  const one = {
    step,
    person: scoreAfter(person, finished.person),
    junior: scoreAfter(junior, finished.junior),
  };
  return [...scores.filter((each) => each.step !== step), one].sort((a, b) => a.step - b.step);
}

/** The senior’s turns until it is the person’s turn or the solution has ended; then both outcomes. */
async function onward(lab: LabConnection, round: Round): Promise<Round> {
  const { turn, number, problem } = round;
  const after = turn.next === 'senior' ? await lab.seniorTurn(turn.place, number) : turn;
  if (after.next !== 'nobody') return { ...round, turn: after };
  const person = await lab.finish(after.place);
  const start: SolutionPrefix = { problem, tokens: [], authors: [] };
  const junior = await lab.writeOn(start, { writer: 'both', attempt: number });
  return { ...round, turn: after, finished: { person, junior } };
}

export function gameActions({ set, get, occupy, queue }: LabSession<GameSlice>): GameActions {
  const update = (patch: Partial<Game>) => set(({ game }) => ({ game: { ...game, ...patch } }));
  const show = (round: Round) =>
    update({ round, scores: counted(get().game.scores, round), hints: null, refused: null });
  const current = (): Round | null => {
    const { round } = get().game;
    return round?.turn.next === 'person' ? round : null;
  };
  return {
    begin: (partner) =>
      occupy(async () => {
        if (get().game.round?.partner.run !== partner.run) set({ game: NO_GAME });
        const number = scoresAt(get().game.scores, partner.senior.step).person.of + 1;
        const round = await queue(partner, async (lab) => {
          const problem = await lab.heldOut(number - 1);
          const place: SolutionPrefix = { problem, tokens: [], authors: [] };
          const next = await lab.toss(place, number);
          const turn = { place, next };
          return onward(lab, { partner, problem, number, turn, finished: null });
        });
        show(round);
      }),
    say: (word) => {
      const round = current();
      if (round === null) return;
      const { partner, turn, number } = round;
      occupy(() =>
        queue(partner, async (lab) => {
          try {
            const next = await lab.personTurn(turn.place, word, number);
            show(await onward(lab, { ...round, turn: next }));
          } catch (error) {
            // A word that the models cannot read is the person's to mend, not a failure.
            update({ refused: messageOf(error) });
          }
        }),
      );
    },
    askJunior: () => {
      const round = current();
      if (round === null) return;
      occupy(async () => {
        const next = await queue(round.partner, (lab) => lab.nextTokens(round.turn.place, HINTS));
        update({ hints: next?.junior ?? null });
      });
    },
  };
}

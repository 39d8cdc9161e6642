// A person in the junior's place: rounds of turns with the senior, and how the real junior does in the
// same ones. Part of the lab's store.
import type { Place } from '../lab/lab.ts';
import type { Turn } from '../lab/turns.ts';
import type { RewardedRollout } from '../run/events.ts';
import type { Bench, LabConnection, Subject } from './lab.ts';

/** Rounds played, and right ones. */
export interface Score {
  readonly right: number;
  readonly of: number;
}

export interface Game {
  /** Where the round stands; null before the first. */
  readonly turn: Turn | null;
  /** The round's solution when it is over. */
  readonly finished: RewardedRollout | null;
  /** 1-based; keys the round's draws. */
  readonly round: number;
  readonly person: Score;
  readonly junior: Score;
  /** A word that could not be written, with the reason. */
  readonly refused: string | null;
}

export const NO_GAME: Game = {
  turn: null,
  finished: null,
  round: 0,
  person: { right: 0, of: 0 },
  junior: { right: 0, of: 0 },
  refused: null,
};

const scoreAfter = ({ right, of }: Score, reward: number): Score => ({
  right: right + (reward > 0 ? 1 : 0),
  of: of + 1,
});

export interface GameActions {
  /** A new round on the subject's problem. */
  begin(subject: Subject): void;
  /** The person's word, a line end or the end. */
  say(subject: Subject, word: string): void;
}

/** The senior's turns until the pen is the person's, or nobody's. */
async function onward(lab: LabConnection, turn: Turn, round: number): Promise<Turn> {
  return turn.pen === 'senior' ? lab.seniorTurn(turn.place, round) : turn;
}

async function outcome(lab: LabConnection, game: Game, turn: Turn): Promise<Game> {
  if (turn.pen !== 'nobody') return { ...game, turn, refused: null };
  const start: Place = { ...turn.place, tokens: [], authors: [] };
  const finished = await lab.finish(turn.place);
  const junior = await lab.writeOn(start, { writer: 'both', attempt: game.round });
  return {
    ...game,
    turn,
    finished,
    person: scoreAfter(game.person, finished.reward),
    junior: scoreAfter(game.junior, junior.reward),
    refused: null,
  };
}

export function gameActions({ get, ask }: Bench): GameActions {
  const current = (): Game => get().game;
  return {
    begin: (subject) => {
      const game = { ...current(), round: current().round + 1, finished: null };
      const place: Place = { problem: subject.origin.problem, tokens: [], authors: [] };
      ask(
        subject,
        async (lab) => {
          const pen = await lab.toss(place, game.round);
          return outcome(lab, game, await onward(lab, { place, pen }, game.round));
        },
        (found) => ({ game: found }),
      );
    },
    say: (subject, word) => {
      const game = current();
      const { turn } = game;
      if (turn?.pen !== 'person') return;
      ask(
        subject,
        async (lab) => {
          try {
            const next = await lab.personTurn(turn.place, word, game.round);
            return await outcome(lab, game, await onward(lab, next, game.round));
          } catch (error) {
            // A word that the models cannot read is the person's to mend, not a failure.
            return { ...game, refused: error instanceof Error ? error.message : String(error) };
          }
        },
        (found) => ({ game: found }),
      );
    },
  };
}

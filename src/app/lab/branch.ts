// What would have become of the solution: written on from a place by a model, by both or by a person.
// Part of the lab's store.
import type { Place, Writer } from '../../lab/lab.ts';
import { SOLUTION_END } from '../../lab/words.ts';
import { messageOf } from '../../message-of.ts';
import type { RewardedRollout } from '../../run/events.ts';
import type { Span } from '../solution/tokens.ts';
import type { Bench, LabConnection, Subject } from './store.ts';

/** Who goes on after a person's words; 'you' ends the solution with them. */
export type Hand = Writer | 'you';

/** What is asked for: the first tokens kept, then a person's words, if any, then one who goes on. */
export interface Wish {
  readonly at: number;
  readonly words: string;
  readonly hand: Hand;
}

export interface Branch extends Wish {
  readonly rollout: RewardedRollout;
  /** Tokens that a person wrote; null where none. */
  readonly yours: Span | null;
  /** Counts on: the next one draws anew. */
  readonly attempt: number;
}

export interface BranchActions {
  writeOn(subject: Subject, wish: Wish): void;
  /** The first tokens kept, the next replaced by another, and both write on. */
  replace(subject: Subject, at: number, token: number): void;
  closeBranch(): void;
}

export const placeOf = ({ origin, rollout }: Subject, at: number): Place => ({
  problem: origin.problem,
  tokens: Array.from(rollout.tokens.slice(0, at)),
  authors: Array.from(rollout.authors.slice(0, at)),
});

type Written = Pick<Branch, 'rollout' | 'yours'>;

async function written(
  lab: LabConnection,
  place: Place,
  { hand, words }: Wish,
  attempt: number,
): Promise<Written> {
  const typed = words === '' ? place : await lab.type(place, words);
  const yours = { from: place.tokens.length, to: typed.tokens.length };
  if (hand !== 'you') {
    const rollout = await lab.writeOn(typed, { writer: hand, attempt });
    return { rollout, yours: words === '' ? null : yours };
  }
  const { place: whole } = await lab.personTurn(typed, SOLUTION_END, attempt);
  return { rollout: await lab.finish(whole), yours: { ...yours, to: whole.tokens.length } };
}

export function branchActions({ set, get, ask }: Bench): BranchActions {
  const attemptOf = ({ at, hand, words }: Wish): number => {
    const { branch } = get();
    const isAgain = branch?.at === at && branch.hand === hand && branch.words === words;
    return isAgain ? branch.attempt + 1 : 1;
  };
  const write = (subject: Subject, place: Place, wish: Wish) => {
    const attempt = attemptOf(wish);
    ask(
      subject,
      async (lab) => {
        try {
          return { branch: { ...wish, attempt, ...(await written(lab, place, wish, attempt)) } };
        } catch (error) {
          // Words that the models cannot read are the person's to mend, not a failure.
          if (wish.words === '') throw error;
          return { refused: messageOf(error) };
        }
      },
      (found) => ({ refused: null, ...found }),
    );
  };
  return {
    writeOn: (subject, wish) => write(subject, placeOf(subject, wish.at), wish),
    replace: (subject, at, token) => {
      const { tokens, authors, ...place } = placeOf(subject, at);
      const author = subject.rollout.authors[at] ?? 0;
      const changed = { ...place, tokens: [...tokens, token], authors: [...authors, author] };
      write(subject, changed, { at: at + 1, words: '', hand: 'both' });
    },
    closeBranch: () => set({ branch: null }),
  };
}

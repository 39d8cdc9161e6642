// Branches: the solution written on from one of its tokens by a model, by both or by a person.
import type { BranchWriter, SolutionPrefix } from '../../lab/lab.ts';
import { SOLUTION_END } from '../../lab/words.ts';
import { messageOf } from '../../message-of.ts';
import type { RewardedRollout } from '../../run/events.ts';
import type { Span } from '../solution/tokens.ts';
import type { LabConnection, LabSession, Subject } from './session.ts';

/** Who writes after a person’s words; 'you' ends the solution with them. */
export type NextWriter = BranchWriter | 'you';

/** The first `at` tokens, then a person's words, if any, then the next writer to the end. */
export interface BranchRequest {
  readonly at: number;
  readonly words: string;
  readonly writer: NextWriter;
}

export interface Branch extends BranchRequest {
  readonly rollout: RewardedRollout;
  /** Tokens that a person wrote; null where none. */
  readonly yours: Span | null;
  /** Counts on: the next one draws anew. */
  readonly attempt: number;
}

export interface BranchSlice {
  readonly branch: Branch | null;
  /** Why a person's words could not be written; null when they could. */
  readonly refused: string | null;
}

export interface BranchActions {
  writeOn(subject: Subject, request: BranchRequest): void;
  /** Keeps the tokens before, replaces one, and lets both models write the rest. */
  replace(subject: Subject, at: number, token: number): void;
  closeBranch(): void;
}

const prefixOf = ({ origin, rollout }: Subject, at: number): SolutionPrefix => ({
  problem: origin.problem,
  tokens: Array.from(rollout.tokens.slice(0, at)),
  authors: Array.from(rollout.authors.slice(0, at)),
});

type NewBranch = Pick<Branch, 'rollout' | 'yours'>;

async function newBranch(
  lab: LabConnection,
  place: SolutionPrefix,
  { writer, words }: BranchRequest,
  attempt: number,
): Promise<NewBranch> {
  const typed = words === '' ? place : await lab.type(place, words);
  const yours = { from: place.tokens.length, to: typed.tokens.length };
  if (writer !== 'you') {
    const rollout = await lab.writeOn(typed, { writer, attempt });
    return { rollout, yours: words === '' ? null : yours };
  }
  const { place: whole } = await lab.personTurn(typed, SOLUTION_END, attempt);
  return { rollout: await lab.finish(whole), yours: { ...yours, to: whole.tokens.length } };
}

export function branchActions({ set, get, ask }: LabSession<BranchSlice>): BranchActions {
  const attemptOf = ({ at, writer, words }: BranchRequest): number => {
    const { branch } = get();
    const isAgain = branch?.at === at && branch.writer === writer && branch.words === words;
    return isAgain ? branch.attempt + 1 : 1;
  };
  const write = (subject: Subject, place: SolutionPrefix, request: BranchRequest) => {
    const attempt = attemptOf(request);
    ask(
      subject,
      async (lab) => {
        try {
          return {
            branch: { ...request, attempt, ...(await newBranch(lab, place, request, attempt)) },
          };
        } catch (error) {
          // Words that the models cannot read are the person's to mend, not a failure.
          if (request.words === '') throw error;
          return { refused: messageOf(error) };
        }
      },
      (found) => ({ refused: null, ...found }),
    );
  };
  return {
    writeOn: (subject, request) => write(subject, prefixOf(subject, request.at), request),
    replace: (subject, at, token) => {
      const { tokens, authors, ...place } = prefixOf(subject, at);
      const author = subject.rollout.authors[at] ?? 0;
      const changed = { ...place, tokens: [...tokens, token], authors: [...authors, author] };
      write(subject, changed, { at: at + 1, words: '', writer: 'both' });
    },
    closeBranch: () => set({ branch: null }),
  };
}

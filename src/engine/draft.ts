// A rollout while it is being written, and the rule of tandem rollouts for engines that give both models'
// next-token distributions.
import { at } from '../at.ts';
import { type AuthorState, firstAuthor, nextAuthor } from '../tandem/author.ts';
import { coinDraw, tokenDraw } from '../tandem/keys.ts';
import type { GenerateRequest, GenerateRow, Rollout, RolloutSide } from './engine.ts';
import { greedyToken, sampleToken, topEntries } from './sample.ts';

/** What one model predicts for the next token of one row, at the sampling temperature. */
export interface NextTokenDistribution {
  /** [V] */
  readonly probabilities: Float32Array;
  readonly logprobs: Float32Array;
  readonly entropy: number;
}

/** What one model gave along a rollout. */
interface SideDraft {
  readonly logprobs: number[];
  readonly entropies: number[];
  readonly topIds: number[];
  readonly topProbabilities: number[];
}

export interface Draft {
  readonly row: GenerateRow;
  author: AuthorState;
  finish: 'eos' | 'length' | null;
  readonly tokens: number[];
  readonly authors: number[];
  readonly redraws: number[];
  readonly senior: SideDraft;
  readonly junior: SideDraft;
}

/** Whether both models are given the same prompt. */
export function samePrompt({ prompts: { senior, junior } }: GenerateRow): boolean {
  return senior.length === junior.length && senior.every((id, i) => id === junior[i]);
}

export function newDraft(request: GenerateRequest, row: GenerateRow): Draft {
  const side = (): SideDraft => ({ logprobs: [], entropies: [], topIds: [], topProbabilities: [] });
  return {
    row,
    author: firstAuthor(request.schedule, () => coinDraw(request, row, 0)),
    finish: null,
    tokens: [],
    authors: [],
    redraws: [],
    senior: side(),
    junior: side(),
  };
}

/** The author's candidate is written, and the author of the next token chosen. */
export function write(
  request: GenerateRequest,
  draft: Draft,
  next: { readonly senior: NextTokenDistribution; readonly junior: NextTokenDistribution },
): void {
  const position = draft.tokens.length;
  const author = draft.author.senior ? 'senior' : 'junior';
  const token = candidate(request, draft.row, author, position, next[author].probabilities);
  record(draft.senior, next.senior, token, draft.row);
  record(draft.junior, next.junior, token, draft.row);
  draft.tokens.push(token);
  draft.authors.push(draft.author.senior ? 1 : 0);
  if (token === request.eosId) draft.finish = 'eos';
  else if (position === request.sampling.maxNewTokens - 1) draft.finish = 'length';
  if (draft.finish !== null) {
    draft.redraws.push(0);
    return;
  }
  const coin = () => coinDraw(request, draft.row, position + 1);
  const { state, redraw } = nextAuthor(draft.author, token, request.schedule, coin);
  draft.author = state;
  draft.redraws.push(redraw ? 1 : 0);
}

/** The author's draw. The other model's would be keyed by its own stream, so it need not be taken. */
export function candidate(
  request: Pick<GenerateRequest, 'seed' | 'step' | 'sampling'>,
  row: Pick<GenerateRow, 'sequence'>,
  author: 'senior' | 'junior',
  position: number,
  probabilities: Float32Array,
): number {
  if (request.sampling.temperature === 0) return greedyToken(probabilities);
  const u = tokenDraw(request, row, author, position);
  return sampleToken(probabilities, u, request.sampling);
}

function record(
  side: SideDraft,
  next: NextTokenDistribution,
  token: number,
  row: GenerateRow,
): void {
  side.logprobs.push(at(next.logprobs, token));
  side.entropies.push(next.entropy);
  if (row.topTokens === 0) return;
  for (const { id, probability } of topEntries(next.probabilities, row.topTokens)) {
    side.topIds.push(id);
    side.topProbabilities.push(probability);
  }
}

export function toRollout(draft: Draft): Rollout {
  const { prompts, topTokens } = draft.row;
  const side = (which: 'senior' | 'junior'): RolloutSide => {
    const { logprobs, entropies, topIds, topProbabilities } = draft[which];
    const top = {
      ids: Int32Array.from(topIds),
      probabilities: Float32Array.from(topProbabilities),
    };
    return {
      prompt: prompts[which],
      logprobs: Float32Array.from(logprobs),
      entropies: Float32Array.from(entropies),
      top: topTokens === 0 ? null : top,
    };
  };
  return {
    tokens: Int32Array.from(draft.tokens),
    authors: Uint8Array.from(draft.authors),
    redraws: Uint8Array.from(draft.redraws),
    senior: side('senior'),
    junior: side('junior'),
    finish: draft.finish ?? 'length',
  };
}

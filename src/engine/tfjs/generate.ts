// Tandem decoding: both models see every token and both sample; the author's token is kept. Reads
// as the rule of tandem rollouts. Knows the lanes only as sources of distributions.
import { type AuthorState, firstAuthor, nextAuthor } from '../../tandem/author.ts';
import { coinDraw, tokenDraw } from '../../tandem/keys.ts';
import type { GenerateRequest, GenerateRow, Rollout } from '../engine.ts';
import { greedyToken, sampleToken, topEntries } from '../sample.ts';
import { advance, closeLane, type Distributions, keepRows, openLane } from './lane.ts';
import type { HeldModel } from './model.ts';

interface Draft {
  readonly row: GenerateRow;
  author: AuthorState;
  finish: 'eos' | 'length' | null;
  readonly tokens: number[];
  readonly authors: number[];
  readonly redraws: number[];
  readonly senior: Side;
  readonly junior: Side;
}

/** What one model said along a rollout. */
interface Side {
  readonly logprobs: number[];
  readonly entropies: number[];
  readonly topIds: number[];
  readonly topProbabilities: number[];
}

export async function generate(
  senior: HeldModel,
  junior: HeldModel,
  request: GenerateRequest,
): Promise<Rollout[]> {
  const drafts = request.rows.map((row) => newDraft(request, row));
  const { promptLength, sampling } = request;
  const open = (model: HeldModel, prompts: (readonly number[])[]) =>
    openLane(model, prompts, promptLength, sampling.temperature);
  const s = await open(
    senior,
    request.rows.map((row) => row.seniorPrompt),
  );
  const j = await open(
    junior,
    request.rows.map((row) => row.juniorPrompt),
  );
  let active = drafts;
  let next = { senior: s.first, junior: j.first };
  for (let position = 0; position < sampling.maxNewTokens; position++) {
    active.forEach((draft, i) => {
      if (draft.finish === null) write(request, draft, i, next);
    });
    const alive = indicesOfUnfinished(active);
    if (alive.length === 0 || position === sampling.maxNewTokens - 1) break;
    if (alive.length <= 0.75 * active.length) {
      active = active.filter((draft) => draft.finish === null);
      keepRows(s.lane, alive);
      keepRows(j.lane, alive);
    }
    const last = Int32Array.from(active, (draft) => draft.tokens[draft.tokens.length - 1] ?? 0);
    next = { senior: await advance(s.lane, last), junior: await advance(j.lane, last) };
  }
  closeLane(s.lane);
  closeLane(j.lane);
  return drafts.map(toRollout);
}

function newDraft(request: GenerateRequest, row: GenerateRow): Draft {
  const side = (): Side => ({ logprobs: [], entropies: [], topIds: [], topProbabilities: [] });
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

function indicesOfUnfinished(drafts: readonly Draft[]): number[] {
  return drafts.flatMap((draft, i) => (draft.finish === null ? [i] : []));
}

/** Both models draw their candidate; the author's is written, and the author of the next token chosen. */
function write(
  request: GenerateRequest,
  draft: Draft,
  index: number,
  next: { senior: Distributions; junior: Distributions },
): void {
  const position = draft.tokens.length;
  const author = draft.author.senior ? 'senior' : 'junior';
  const token = candidate(request, draft.row, author, {
    position,
    probabilities: rowOf(next[author].probabilities, index, request),
  });
  record(draft.senior, next.senior, { index, token, request, row: draft.row });
  record(draft.junior, next.junior, { index, token, request, row: draft.row });
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

function rowOf(data: Float32Array, index: number, request: GenerateRequest): Float32Array {
  const size = request.schedule.boundary.length;
  return data.subarray(index * size, (index + 1) * size);
}

/** The author's draw. The other model's would be keyed by its own stream, so it need not be taken. */
function candidate(
  request: GenerateRequest,
  row: GenerateRow,
  author: 'senior' | 'junior',
  at: { position: number; probabilities: Float32Array },
): number {
  if (request.sampling.temperature === 0) return greedyToken(at.probabilities);
  const u = tokenDraw(request, row, author, at.position);
  return sampleToken(at.probabilities, u, request.sampling);
}

function record(
  side: Side,
  next: Distributions,
  at: { index: number; token: number; request: GenerateRequest; row: GenerateRow },
): void {
  const logprobs = rowOf(next.logprobs, at.index, at.request);
  const probabilities = rowOf(next.probabilities, at.index, at.request);
  let entropy = 0;
  for (let id = 0; id < probabilities.length; id++) {
    const p = probabilities[id] ?? 0;
    if (p > 0) entropy -= p * (logprobs[id] ?? 0);
  }
  side.logprobs.push(logprobs[at.token] ?? Number.NaN);
  side.entropies.push(entropy);
  if (at.row.alternatives === 0) return;
  for (const { id, probability } of topEntries(probabilities, at.row.alternatives)) {
    side.topIds.push(id);
    side.topProbabilities.push(probability);
  }
}

function toRollout(draft: Draft): Rollout {
  const alternatives = (side: Side) => ({
    ids: Int32Array.from(side.topIds),
    probabilities: Float32Array.from(side.topProbabilities),
  });
  return {
    seniorPrompt: draft.row.seniorPrompt,
    juniorPrompt: draft.row.juniorPrompt,
    tokens: Int32Array.from(draft.tokens),
    authors: Uint8Array.from(draft.authors),
    redraws: Uint8Array.from(draft.redraws),
    seniorLogprobs: Float32Array.from(draft.senior.logprobs),
    juniorLogprobs: Float32Array.from(draft.junior.logprobs),
    seniorEntropies: Float32Array.from(draft.senior.entropies),
    juniorEntropies: Float32Array.from(draft.junior.entropies),
    finish: draft.finish ?? 'length',
    alternatives:
      draft.row.alternatives === 0
        ? null
        : { senior: alternatives(draft.senior), junior: alternatives(draft.junior) },
  };
}

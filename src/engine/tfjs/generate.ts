// Tandem decoding: both models see every token and both sample; the author's token is kept. Reads
// as the rule of tandem rollouts. Knows the lanes only as sources of distributions.
import { type AuthorState, firstAuthor, nextAuthor } from '../../tandem/author.ts';
import { coinDraw, tokenDraw } from '../../tandem/keys.ts';
import type { GenerateRequest, GenerateRow, Rollout } from '../engine.ts';
import { greedyToken, sampleToken, topEntries } from '../sample.ts';
import { advance, closeLane, type Distributions, keepRows, type Lane, openLane } from './lane.ts';
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
  if (drafts.length === 0) return [];
  const { maxNewTokens } = request.sampling;
  const pair = await openPair(senior, junior, request);
  try {
    let active = drafts;
    let next = pair.first;
    for (let position = 0; position < maxNewTokens; position++) {
      active.forEach((draft, i) => {
        if (draft.finish === null) write(request, draft, i, next);
      });
      const alive = indicesOfUnfinished(active);
      if (alive.length === 0 || position === maxNewTokens - 1) break;
      if (alive.length <= 0.75 * active.length) {
        active = active.filter((draft) => draft.finish === null);
        for (const lane of pair.lanes) keepRows(lane, alive);
      }
      next = await pair.advance(
        Int32Array.from(active, ({ tokens }) => tokens[tokens.length - 1] ?? 0),
      );
    }
  } finally {
    for (const lane of pair.lanes) closeLane(lane);
  }
  return drafts.map(toRollout);
}

/** The next-token distributions of both models. */
interface Next {
  readonly senior: Distributions;
  readonly junior: Distributions;
}

interface OpenPair {
  readonly lanes: readonly Lane[];
  readonly first: Next;
  readonly advance: (tokens: Int32Array) => Promise<Next>;
}

/** A model that writes with itself from the same prompts has one lane, for it says everything twice. */
async function openPair(
  senior: HeldModel,
  junior: HeldModel,
  { rows, promptLength, sampling }: GenerateRequest,
): Promise<OpenPair> {
  const open = (model: HeldModel, prompt: (row: GenerateRow) => readonly number[]) =>
    openLane(model, rows.map(prompt), promptLength, sampling.temperature);
  const s = await open(senior, (row) => row.seniorPrompt);
  if (senior === junior && rows.every(samePrompt)) {
    const twice = (said: Distributions): Next => ({ senior: said, junior: said });
    return {
      lanes: [s.lane],
      first: twice(s.first),
      advance: async (tokens) => twice(await advance(s.lane, tokens)),
    };
  }
  const j = await open(junior, (row) => row.juniorPrompt);
  return {
    lanes: [s.lane, j.lane],
    first: { senior: s.first, junior: j.first },
    advance: async (tokens) => ({
      senior: await advance(s.lane, tokens),
      junior: await advance(j.lane, tokens),
    }),
  };
}

function samePrompt({ seniorPrompt, juniorPrompt }: GenerateRow): boolean {
  return (
    seniorPrompt.length === juniorPrompt.length &&
    seniorPrompt.every((id, i) => id === juniorPrompt[i])
  );
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
function write(request: GenerateRequest, draft: Draft, index: number, next: Next): void {
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

// Tandem decoding on tfjs: both models see every token, the author's token is kept.
import { at } from '../../at.ts';
import {
  type Draft,
  type NextTokenDistribution,
  newDraft,
  samePrompt,
  toRollout,
  write,
} from '../draft.ts';
import type { GenerateRequest, GenerateRow, Rollout } from '../engine.ts';
import {
  advance,
  closeDecode,
  type Distributions,
  keepRows,
  openDecode,
  type TfjsDecodeState,
} from './decode-state.ts';
import type { TfjsModel } from './model.ts';

export async function generate(
  senior: TfjsModel,
  junior: TfjsModel,
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
        if (draft.finish === null) write(request, draft, nextOf(next, i, request));
      });
      const alive = indicesOfUnfinished(active);
      if (alive.length === 0 || position === maxNewTokens - 1) break;
      if (alive.length <= 0.75 * active.length) {
        active = active.filter((draft) => draft.finish === null);
        for (const state of pair.states) keepRows(state, alive);
      }
      next = await pair.advance(
        Int32Array.from(active, ({ tokens }) => tokens[tokens.length - 1] ?? 0),
      );
    }
  } finally {
    for (const state of pair.states) closeDecode(state);
  }
  return drafts.map(toRollout);
}

/** The next-token distributions of both models. */
interface Next {
  readonly senior: Distributions;
  readonly junior: Distributions;
}

interface OpenPair {
  readonly states: readonly TfjsDecodeState[];
  readonly first: Next;
  readonly advance: (tokens: Int32Array) => Promise<Next>;
}

/** A model that writes with itself from the same prompts has one decode state: its distributions count for both sides. */
async function openPair(
  senior: TfjsModel,
  junior: TfjsModel,
  { rows, promptLength, sampling }: GenerateRequest,
): Promise<OpenPair> {
  const open = (model: TfjsModel, prompt: (row: GenerateRow) => readonly number[]) =>
    openDecode(model, rows.map(prompt), promptLength, sampling.temperature);
  const s = await open(senior, (row) => row.prompts.senior);
  if (senior === junior && rows.every(samePrompt)) {
    const both = (next: Distributions): Next => ({ senior: next, junior: next });
    return {
      states: [s.state],
      first: both(s.first),
      advance: async (tokens) => both(await advance(s.state, tokens)),
    };
  }
  const j = await open(junior, (row) => row.prompts.junior);
  return {
    states: [s.state, j.state],
    first: { senior: s.first, junior: j.first },
    advance: async (tokens) => ({
      senior: await advance(s.state, tokens),
      junior: await advance(j.state, tokens),
    }),
  };
}

function indicesOfUnfinished(drafts: readonly Draft[]): number[] {
  return drafts.flatMap((draft, i) => (draft.finish === null ? [i] : []));
}

/** Both next-token distributions of one row; computed once where one model is both. */
function nextOf({ senior, junior }: Next, index: number, request: GenerateRequest) {
  const own = distributionOf(senior, index, request);
  return { senior: own, junior: junior === senior ? own : distributionOf(junior, index, request) };
}

function distributionOf(
  next: Distributions,
  index: number,
  request: GenerateRequest,
): NextTokenDistribution {
  const logprobs = rowOf(next.logprobs, index, request);
  const probabilities = rowOf(next.probabilities, index, request);
  let entropy = 0;
  probabilities.forEach((p, id) => {
    if (p > 0) entropy -= p * at(logprobs, id);
  });
  return { probabilities, logprobs, entropy };
}

function rowOf(data: Float32Array, index: number, request: GenerateRequest): Float32Array {
  const size = request.schedule.boundary.length;
  return data.subarray(index * size, (index + 1) * size);
}

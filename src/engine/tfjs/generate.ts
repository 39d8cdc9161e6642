// Tandem decoding: both models see every token and both sample; the author's token is kept. Reads
// as the rule of tandem rollouts. Knows the lanes only as sources of distributions.
import { at } from '../../at.ts';
import { type Draft, newDraft, type Said, samePrompt, toRollout, write } from '../draft.ts';
import type { GenerateRequest, GenerateRow, Rollout } from '../engine.ts';
import { advance, closeLane, type Distributions, keepRows, type Lane, openLane } from './lane.ts';
import type { HeldModel } from './model.ts';

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
        if (draft.finish === null) write(request, draft, sayNext(next, i, request));
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
  const s = await open(senior, (row) => row.prompts.senior);
  if (senior === junior && rows.every(samePrompt)) {
    const twice = (said: Distributions): Next => ({ senior: said, junior: said });
    return {
      lanes: [s.lane],
      first: twice(s.first),
      advance: async (tokens) => twice(await advance(s.lane, tokens)),
    };
  }
  const j = await open(junior, (row) => row.prompts.junior);
  return {
    lanes: [s.lane, j.lane],
    first: { senior: s.first, junior: j.first },
    advance: async (tokens) => ({
      senior: await advance(s.lane, tokens),
      junior: await advance(j.lane, tokens),
    }),
  };
}

function indicesOfUnfinished(drafts: readonly Draft[]): number[] {
  return drafts.flatMap((draft, i) => (draft.finish === null ? [i] : []));
}

/** What both models say of one row; a model that writes with itself says it once. */
function sayNext({ senior, junior }: Next, index: number, request: GenerateRequest) {
  const said = saidOf(senior, index, request);
  return { senior: said, junior: junior === senior ? said : saidOf(junior, index, request) };
}

function saidOf(next: Distributions, index: number, request: GenerateRequest): Said {
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

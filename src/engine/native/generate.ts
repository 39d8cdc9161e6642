// Tandem decoding: both models read every token, the author's candidate is taken.
import { at } from '../../at.ts';
import { chunks } from '../chunks.ts';
import {
  type Draft,
  type NextTokenDistribution,
  newDraft,
  samePrompt,
  toRollout,
  write,
} from '../draft.ts';
import type { GenerateRequest, GenerateRow, Rollout } from '../engine.ts';
import { type Budget, fittingPlan } from './budget.ts';
import {
  decodeStatePlan,
  feedPrompts,
  feedTokens,
  type NativeDecodeState,
  nextTokensOf,
  openDecode,
} from './decode-state.ts';
import { canDecodeOnDevice, decodeOnDevice } from './device-decode.ts';
import type { RegionName } from './machine/arena.ts';
import type { Machine } from './machine/machine.ts';
import type { NativeModel } from './model.ts';
import type { DecodePlan } from './plan/decode.ts';

// Rows are independent, so they are written in groups that fit the memory; finished rows leave the batch.

interface NativePair {
  readonly senior: NativeModel;
  readonly junior: NativeModel;
}

export async function generate(
  machine: Machine,
  { senior, junior }: NativePair,
  request: GenerateRequest,
  budget: Budget,
): Promise<Rollout[]> {
  if (request.rows.length === 0) return [];
  const { promptLength } = request;
  const length = promptLength + request.sampling.maxNewTokens;
  const plan = (model: NativeModel, most: number, region: RegionName = 'work') =>
    fittingPlan(
      (sequences, rows) =>
        decodeStatePlan(machine, model, promptLength, { sequences, length: rows, region }),
      { most, least: () => 1, length },
      budget.bytes / 2,
    );
  // Both decode states take as many sequences as the larger model can.
  const roomOf = (model: NativeModel, most: number) => plan(model, most).input.slots.length;
  const most = Math.min(request.rows.length, budget.sequences);
  const size = Math.min(roomOf(senior, most), roomOf(junior, most));
  const plans = { senior: plan(senior, size), junior: plan(junior, size, 'otherWork') };
  const rollouts: Rollout[] = [];
  for (const rows of chunks(request.rows, size)) {
    const together = { senior, junior, plans };
    rollouts.push(...(await writeTogether(machine, together, { ...request, rows })));
  }
  return rollouts;
}

async function writeTogether(
  machine: Machine,
  { senior, junior, plans }: NativePair & { plans: { senior: DecodePlan; junior: DecodePlan } },
  request: GenerateRequest,
): Promise<Rollout[]> {
  const { rows, sampling } = request;
  const { temperature } = sampling;
  const open = (
    model: NativeModel,
    plan: DecodePlan,
    prompt: (row: GenerateRow) => readonly number[],
  ) => openDecode(machine, model, plan, { prompts: rows.map(prompt), temperature });
  const first = open(senior, plans.senior, (row) => row.prompts.senior);
  const states = [first];
  try {
    // A model that writes with itself from the same prompts has the same distributions on both sides: it runs once.
    if (senior !== junior || !rows.every(samePrompt)) {
      states.push(open(junior, plans.junior, (row) => row.prompts.junior));
    }
    if (canDecodeOnDevice(machine, request)) {
      return await decodeOnDevice(machine, { senior: first, junior: states[1] ?? first }, request);
    }
    return await decodeOnHost(machine, states, request);
  } finally {
    for (const { work } of states) machine.free(work);
  }
}

/** Token by token, drawn by the host from the next-token distributions. */
async function decodeOnHost(
  machine: Machine,
  states: readonly NativeDecodeState[],
  request: GenerateRequest,
): Promise<Rollout[]> {
  const drafts = request.rows.map((row) => newDraft(request, row));
  await writeFirst(machine, states, request, drafts);
  await writeRest(machine, states, request, drafts);
  return drafts.map(toRollout);
}

type NextDistributions = (index: number) => {
  readonly senior: NextTokenDistribution;
  readonly junior: NextTokenDistribution;
};

async function nextTokens(
  machine: Machine,
  states: readonly NativeDecodeState[],
): Promise<NextDistributions> {
  const sides = await Promise.all(states.map((state) => nextTokensOf(machine, state)));
  const [senior, junior = senior] = sides;
  if (senior === undefined || junior === undefined) throw new Error('a decode has a state');
  if (senior === junior) {
    return (index) => {
      const next = senior(index);
      return { senior: next, junior: next };
    };
  }
  return (index) => ({ senior: senior(index), junior: junior(index) });
}

/** The prompts, and every row's first token. Rows whose prompts both fit are fed together. */
async function writeFirst(
  machine: Machine,
  states: readonly NativeDecodeState[],
  request: GenerateRequest,
  drafts: readonly Draft[],
): Promise<void> {
  const feed = async (which: number, rows: readonly number[]): Promise<void> => {
    const state = states[which];
    if (state === undefined) {
      const nextOf = await nextTokens(machine, states);
      rows.forEach((row, i) => {
        const draft = drafts[row];
        if (draft !== undefined) write(request, draft, nextOf(i));
      });
      return;
    }
    await feedPrompts(machine, state, rows, async (piece) => {
      const before = states[which - 1];
      // This piece is a part of the rows that the other decode state was fed.
      if (before === undefined) await feed(which + 1, piece);
      else await narrow(before, rows, piece, (rest) => feed(which + 1, rest));
    });
  };
  await feed(
    0,
    drafts.map((_, row) => row),
  );
}

/** Runs with the decode state's distributions restricted to a piece of its rows. */
async function narrow(
  state: NativeDecodeState,
  rows: readonly number[],
  piece: readonly number[],
  run: (piece: readonly number[]) => Promise<void>,
): Promise<void> {
  const all = state.nextRows;
  const start = rows.indexOf(piece[0] ?? -1);
  state.nextRows = all.subarray(start, start + piece.length);
  await run(piece);
  state.nextRows = all;
}

async function writeRest(
  machine: Machine,
  states: readonly NativeDecodeState[],
  request: GenerateRequest,
  drafts: readonly Draft[],
): Promise<void> {
  for (let position = 0; ; position++) {
    const active = drafts.flatMap((draft, row) => (draft.finish === null ? [{ draft, row }] : []));
    if (active.length === 0) return;
    const rows = active.map(({ row }) => row);
    const tokens = active.map(({ draft }) => at(draft.tokens, position));
    for (const state of states) feedTokens(machine, state, rows, { tokens, position });
    const nextOf = await nextTokens(machine, states);
    active.forEach(({ draft }, i) => {
      write(request, draft, nextOf(i));
    });
  }
}

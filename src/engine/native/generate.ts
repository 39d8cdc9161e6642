// Tandem decoding: both models see every token, the author's candidate is kept. Rows are independent,
// so they are written in groups that fit the memory; finished rows leave the batch.
import { at } from '../../at.ts';
import { chunks } from '../chunks.ts';
import { type Draft, newDraft, type Said, samePrompt, toRollout, write } from '../draft.ts';
import type { GenerateRequest, GenerateRow, Rollout } from '../engine.ts';
import { type Budget, fittingPlan } from './budget.ts';
import { feedPrompts, feedTokens, type Lane, lanePlan, openLane, saidOf } from './lane.ts';
import type { RegionName } from './machine/arena.ts';
import type { Machine } from './machine/machine.ts';
import type { HeldModel } from './model.ts';
import type { DecodePlan } from './plan/decode.ts';
import { writeFar, writesFar } from './write-far.ts';

interface Pair {
  readonly senior: HeldModel;
  readonly junior: HeldModel;
}

export async function generate(
  machine: Machine,
  { senior, junior }: Pair,
  request: GenerateRequest,
  budget: Budget,
): Promise<Rollout[]> {
  if (request.rows.length === 0) return [];
  const { promptLength } = request;
  const length = promptLength + request.sampling.maxNewTokens;
  const plan = (model: HeldModel, most: number, region: RegionName = 'work') =>
    fittingPlan(
      (sequences, rows) =>
        lanePlan(machine, model, promptLength, { sequences, length: rows, region }),
      { most, least: () => 1, length },
      budget.bytes / 2,
    );
  // Both lanes take as many sequences as the larger model can.
  const roomOf = (model: HeldModel, most: number) => plan(model, most).input.slots.length;
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
  { senior, junior, plans }: Pair & { plans: { senior: DecodePlan; junior: DecodePlan } },
  request: GenerateRequest,
): Promise<Rollout[]> {
  const { rows, sampling } = request;
  const { temperature } = sampling;
  const lane = (
    model: HeldModel,
    plan: DecodePlan,
    prompt: (row: GenerateRow) => readonly number[],
  ) => openLane(machine, model, plan, { prompts: rows.map(prompt), temperature });
  const first = lane(senior, plans.senior, (row) => row.prompts.senior);
  const lanes = [first];
  try {
    // A model that writes with itself from the same prompts says everything twice: it runs once.
    if (senior !== junior || !rows.every(samePrompt)) {
      lanes.push(lane(junior, plans.junior, (row) => row.prompts.junior));
    }
    if (writesFar(machine, request)) {
      return await writeFar(machine, { senior: first, junior: lanes[1] ?? first }, request);
    }
    return await writeNear(machine, lanes, request);
  } finally {
    for (const { work } of lanes) machine.free(work);
  }
}

/** Token by token, drawn by the host from what the lanes say. */
async function writeNear(
  machine: Machine,
  lanes: readonly Lane[],
  request: GenerateRequest,
): Promise<Rollout[]> {
  const drafts = request.rows.map((row) => newDraft(request, row));
  await writeFirst(machine, lanes, request, drafts);
  await writeRest(machine, lanes, request, drafts);
  return drafts.map(toRollout);
}

type Speak = (index: number) => { readonly senior: Said; readonly junior: Said };

async function speakers(machine: Machine, lanes: readonly Lane[]): Promise<Speak> {
  const said = await Promise.all(lanes.map((lane) => saidOf(machine, lane)));
  const [senior, junior = senior] = said;
  if (senior === undefined || junior === undefined) throw new Error('a decode has a lane');
  if (senior === junior) {
    return (index) => {
      const said = senior(index);
      return { senior: said, junior: said };
    };
  }
  return (index) => ({ senior: senior(index), junior: junior(index) });
}

/** The prompts, and every row's first token. Rows whose prompts both fit are fed together. */
async function writeFirst(
  machine: Machine,
  lanes: readonly Lane[],
  request: GenerateRequest,
  drafts: readonly Draft[],
): Promise<void> {
  const feed = async (which: number, rows: readonly number[]): Promise<void> => {
    const lane = lanes[which];
    if (lane === undefined) {
      const say = await speakers(machine, lanes);
      rows.forEach((row, i) => {
        const draft = drafts[row];
        if (draft !== undefined) write(request, draft, say(i));
      });
      return;
    }
    await feedPrompts(machine, lane, rows, async (piece) => {
      const before = lanes[which - 1];
      // A piece of this lane's rows is a part of the rows the lane before it was fed.
      if (before === undefined) await feed(which + 1, piece);
      else await narrow(before, rows, piece, (rest) => feed(which + 1, rest));
    });
  };
  await feed(
    0,
    drafts.map((_, row) => row),
  );
}

/** Runs with the lane's distributions restricted to a piece of the rows they are of. */
async function narrow(
  lane: Lane,
  rows: readonly number[],
  piece: readonly number[],
  run: (piece: readonly number[]) => Promise<void>,
): Promise<void> {
  const all = lane.said;
  const start = rows.indexOf(piece[0] ?? -1);
  lane.said = all.subarray(start, start + piece.length);
  await run(piece);
  lane.said = all;
}

async function writeRest(
  machine: Machine,
  lanes: readonly Lane[],
  request: GenerateRequest,
  drafts: readonly Draft[],
): Promise<void> {
  for (let position = 0; ; position++) {
    const active = drafts.flatMap((draft, row) => (draft.finish === null ? [{ draft, row }] : []));
    if (active.length === 0) return;
    const rows = active.map(({ row }) => row);
    const tokens = active.map(({ draft }) => at(draft.tokens, position));
    for (const lane of lanes) feedTokens(machine, lane, rows, { tokens, position });
    const say = await speakers(machine, lanes);
    active.forEach(({ draft }, i) => {
      write(request, draft, say(i));
    });
  }
}

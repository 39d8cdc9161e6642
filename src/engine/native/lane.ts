// One model's side of a tandem decode: its caches and its next-token distributions, row by row. Knows
// neither authors nor sampling.
import { at } from '../../at.ts';
import type { Said } from '../draft.ts';
import type { Buffer, RegionName } from './machine/arena.ts';
import type { Machine, Program, Region } from './machine/machine.ts';
import type { HeldModel } from './model.ts';
import { packRows } from './pack.ts';
import { type DecodePlan, decodePlan } from './plan/decode.ts';
import { inverseTemperature, writeIntegers } from './score.ts';

export interface Lane {
  readonly prompts: readonly (readonly number[])[];
  readonly model: HeldModel;
  readonly plan: DecodePlan;
  readonly work: Region;
  readonly temperature: number;
  readonly prefill: Program;
  readonly step: Program;
  /** Row of the distributions that belongs to each row last fed. */
  said: Int32Array;
}

/** The plan of a lane for sequences of up to `length` tokens, prompt included. */
export function lanePlan(
  machine: Machine,
  model: HeldModel,
  promptLength: number,
  size: { readonly sequences: number; readonly length: number; readonly region?: RegionName },
): DecodePlan {
  const capacity = { ...size, promptTokens: Math.max(promptLength, PROMPT_TOKENS) };
  return decodePlan(model.config, capacity, machine.kernelSizes, size.region);
}

/** Prompt tokens fed at once, unless one prompt is longer. */
const PROMPT_TOKENS = 512;

export function openLane(
  machine: Machine,
  model: HeldModel,
  plan: DecodePlan,
  options: { prompts: readonly (readonly number[])[]; temperature: number },
): Lane {
  const work = machine.allocate(plan.bytes);
  const regions = { weights: model.weights, [plan.input.ids.region]: work };
  machine.program(plan.prepare, regions)({});
  return {
    prompts: options.prompts,
    model,
    plan,
    work,
    temperature: options.temperature,
    prefill: machine.program(plan.prefill, regions),
    step: machine.program(plan.step, regions),
    said: new Int32Array(),
  };
}

/** Distinct prompts among the rows, and which one each row has. */
function distinct(lane: Lane, rows: readonly number[]) {
  const prompts: (readonly number[])[] = [];
  const seen = new Map<string, number>();
  const which = rows.map((row) => {
    const prompt = lane.prompts[row] ?? [];
    const key = prompt.join();
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, prompts.length);
    return prompts.push(prompt) - 1;
  });
  return { prompts, which };
}

/** Pieces of the rows whose distinct prompts can be fed at once. */
function pieces(lane: Lane, rows: readonly number[]): number[][] {
  const room = lane.plan.input.predictors.length;
  const parts: number[][] = [];
  let tokens = Number.POSITIVE_INFINITY;
  let seen = new Set<string>();
  for (const row of rows) {
    const prompt = lane.prompts[row] ?? [];
    const key = prompt.join();
    const more = seen.has(key) ? 0 : prompt.length;
    if (tokens + more > room) {
      parts.push([]);
      tokens = 0;
      seen = new Set();
    }
    parts.at(-1)?.push(row);
    if (!seen.has(key)) tokens += prompt.length;
    seen.add(key);
  }
  return parts;
}

/**
 * Feeds the prompts of all rows, each distinct one once per piece.
 * @param said called with the lane after each piece, while its distributions stand
 */
export async function feedPrompts(
  machine: Machine,
  lane: Lane,
  rows: readonly number[],
  said: (piece: readonly number[]) => Promise<void>,
): Promise<void> {
  for (const piece of pieces(lane, rows)) {
    const { prompts, which } = distinct(lane, piece);
    const packed = packRows(prompts.map((prompt) => ({ prompt, tokens: [0] })));
    const { input } = lane.plan;
    for (const name of ['ids', 'positions', 'starts', 'prefixes', 'predictors'] as const) {
      writeIntegers(machine, lane.work, input[name], packed[name]);
    }
    writeIntegers(machine, lane.work, input.slots, piece);
    writeIntegers(machine, lane.work, input.prompts, which);
    lane.prefill(
      {
        tokens: packed.ids.length,
        rows: prompts.length,
        targets: prompts.length,
        sequences: piece.length,
      },
      { inverseTemperature: inverseTemperature(lane.temperature) },
    );
    lane.said = Int32Array.from(which);
    await said(piece);
  }
}

/** Feeds one token to each of these rows. `positions` are counted from after the prompt. */
export function feedTokens(
  machine: Machine,
  lane: Lane,
  rows: readonly number[],
  fed: { readonly tokens: readonly number[]; readonly position: number },
): void {
  const { input } = lane.plan;
  const positions = rows.map((row) => (lane.prompts[row]?.length ?? 0) + fed.position);
  writeIntegers(machine, lane.work, input.ids, fed.tokens);
  writeIntegers(machine, lane.work, input.slots, rows);
  writeIntegers(machine, lane.work, input.positions, positions);
  const values = { inverseTemperature: inverseTemperature(lane.temperature) };
  lane.step({ sequences: rows.length }, values);
  lane.said = Int32Array.from(rows, (_, i) => i);
}

/** What the lane says about the i-th row last fed, read from its memory. */
export async function saidOf(machine: Machine, lane: Lane): Promise<(index: number) => Said> {
  const { plan, work, model } = lane;
  const { vocabSize } = model.config;
  const rows = Math.max(...lane.said) + 1;
  const numbers = async ({ offset }: Buffer, width: number) => {
    const read = await machine.read(work.address + offset, rows * width);
    return read instanceof Float32Array ? read : Float32Array.from(read);
  };
  const [logprobs, probabilities, entropies] = await Promise.all([
    numbers(plan.logprobs, plan.wide),
    numbers(plan.probabilities, plan.wide),
    numbers(plan.entropies, 1),
  ]);
  return (index) => {
    const row = at(lane.said, index);
    const from = row * plan.wide;
    return {
      logprobs: logprobs.subarray(from, from + vocabSize),
      probabilities: probabilities.subarray(from, from + vocabSize),
      entropy: at(entropies, row),
    };
  };
}

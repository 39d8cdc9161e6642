// One model's decode state in the machine's memory: KV caches and next-token distributions, row by row.
import { at } from '../../at.ts';
import type { NextTokenDistribution } from '../draft.ts';
import type { PlanBuffer, RegionName } from './machine/arena.ts';
import type { Machine, Program, Region } from './machine/machine.ts';
import type { NativeModel } from './model.ts';
import { packRows } from './pack.ts';
import { type DecodePlan, decodePlan } from './plan/decode.ts';
import { inverseTemperature, writeIntegers } from './score.ts';

export interface NativeDecodeState {
  readonly prompts: readonly (readonly number[])[];
  readonly model: NativeModel;
  readonly plan: DecodePlan;
  readonly work: Region;
  readonly temperature: number;
  readonly prefill: Program;
  readonly step: Program;
  /** For each row last fed, its row in the next-token distributions. */
  nextRows: Int32Array;
}

/** The plan of a decode state for sequences of up to `length` tokens, prompt included. */
export function decodeStatePlan(
  machine: Machine,
  model: NativeModel,
  promptLength: number,
  size: { readonly sequences: number; readonly length: number; readonly region?: RegionName },
): DecodePlan {
  const capacity = { ...size, promptTokens: Math.max(promptLength, PROMPT_TOKENS) };
  return decodePlan(model.config, capacity, machine.kernelSizes, size.region);
}

/** Prompt tokens fed at once, unless one prompt is longer. */
const PROMPT_TOKENS = 512;

export function openDecode(
  machine: Machine,
  model: NativeModel,
  plan: DecodePlan,
  options: { prompts: readonly (readonly number[])[]; temperature: number },
): NativeDecodeState {
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
    nextRows: new Int32Array(),
  };
}

/** Distinct prompts among the rows, and which one each row has. */
function distinct(state: NativeDecodeState, rows: readonly number[]) {
  const prompts: (readonly number[])[] = [];
  const seen = new Map<string, number>();
  const which = rows.map((row) => {
    const prompt = state.prompts[row] ?? [];
    const key = prompt.join();
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, prompts.length);
    return prompts.push(prompt) - 1;
  });
  return { prompts, which };
}

/** Pieces of the rows whose distinct prompts can be fed at once. */
function pieces(state: NativeDecodeState, rows: readonly number[]): number[][] {
  const room = state.plan.input.predictors.length;
  const parts: number[][] = [];
  let tokens = Number.POSITIVE_INFINITY;
  let seen = new Set<string>();
  for (const row of rows) {
    const prompt = state.prompts[row] ?? [];
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
 * @param onPiece called after each piece, before its distributions are overwritten
 */
export async function feedPrompts(
  machine: Machine,
  state: NativeDecodeState,
  rows: readonly number[],
  onPiece: (piece: readonly number[]) => Promise<void>,
): Promise<void> {
  for (const piece of pieces(state, rows)) {
    const { prompts, which } = distinct(state, piece);
    const packed = packRows(prompts.map((prompt) => ({ prompt, tokens: [0] })));
    const { input } = state.plan;
    for (const name of ['ids', 'positions', 'starts', 'prefixes', 'predictors'] as const) {
      writeIntegers(machine, state.work, input[name], packed[name]);
    }
    writeIntegers(machine, state.work, input.slots, piece);
    writeIntegers(machine, state.work, input.prompts, which);
    state.prefill(
      {
        tokens: packed.ids.length,
        rows: prompts.length,
        targets: prompts.length,
        sequences: piece.length,
      },
      { inverseTemperature: inverseTemperature(state.temperature) },
    );
    state.nextRows = Int32Array.from(which);
    await onPiece(piece);
  }
}

/** Feeds one token to each of these rows. `positions` are counted from after the prompt. */
export function feedTokens(
  machine: Machine,
  state: NativeDecodeState,
  rows: readonly number[],
  fed: { readonly tokens: readonly number[]; readonly position: number },
): void {
  const { input } = state.plan;
  const positions = rows.map((row) => (state.prompts[row]?.length ?? 0) + fed.position);
  writeIntegers(machine, state.work, input.ids, fed.tokens);
  writeIntegers(machine, state.work, input.slots, rows);
  writeIntegers(machine, state.work, input.positions, positions);
  const values = { inverseTemperature: inverseTemperature(state.temperature) };
  state.step({ sequences: rows.length }, values);
  state.nextRows = Int32Array.from(rows, (_, i) => i);
}

/** Reads the next-token distributions of the rows last fed, by their index. */
export async function nextTokensOf(
  machine: Machine,
  state: NativeDecodeState,
): Promise<(index: number) => NextTokenDistribution> {
  const { plan, work, model } = state;
  const { vocabSize } = model.config;
  const rows = Math.max(...state.nextRows) + 1;
  const numbers = async ({ offset }: PlanBuffer, width: number) => {
    const read = await machine.read(work.address + offset, rows * width);
    return read instanceof Float32Array ? read : Float32Array.from(read);
  };
  const [logprobs, probabilities, entropies] = await Promise.all([
    numbers(plan.logprobs, plan.wide),
    numbers(plan.probabilities, plan.wide),
    numbers(plan.entropies, 1),
  ]);
  return (index) => {
    const row = at(state.nextRows, index);
    const from = row * plan.wide;
    return {
      logprobs: logprobs.subarray(from, from + vocabSize),
      probabilities: probabilities.subarray(from, from + vocabSize),
      entropy: at(entropies, row),
    };
  };
}

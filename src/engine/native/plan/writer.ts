// The plan of device decode: next-token distributions become tokens and authors without a readback.
import type { ScheduleKind } from '../../../tandem/schedule.ts';
import type { GenerateRequest } from '../../engine.ts';
import { type Arena, arena, type PlanBuffer } from '../machine/arena.ts';
import { call, type KernelCall, SEQUENCES } from '../machine/call.ts';
import type { DecodePlan } from './decode.ts';

/** How a schedule chooses the author, by number: a coin, chunks, or turns at boundaries. */
export const SCHEDULES = { word: 0, chunk: 1, alternate: 2 } as const;

const scheduleNumber = (kind: ScheduleKind): number =>
  kind === 'chunk' || kind === 'alternate' ? SCHEDULES[kind] : SCHEDULES.word;

/** Numbers of `written` per token, and of `state` per sequence. */
export const WRITTEN = 8;
export const STATE = 4;

export interface WriterInput {
  /** Slots of the sequences being written [n], and the rows of their distributions [n]. */
  readonly rowSlots: PlanBuffer;
  readonly seniorRows: PlanBuffer;
  readonly juniorRows: PlanBuffer;
  /** By slot: key of the draws, and lengths of prompts. */
  readonly sequences: PlanBuffer;
  readonly seniorPrompted: PlanBuffer;
  readonly juniorPrompted: PlanBuffer;
  /** [V] */
  readonly boundary: PlanBuffer;
}

export interface WriterPlan {
  readonly buffers: readonly PlanBuffer[];
  readonly bytes: number;
  readonly input: WriterInput;
  readonly state: PlanBuffer;
  readonly written: PlanBuffer;
  /** One token for each of `sequences`, from the next-token distributions. */
  readonly write: readonly KernelCall[];
  /** The last tokens to the inputs of the senior's and of the junior's decode state. */
  readonly feedSenior: readonly KernelCall[];
  readonly feedJunior: readonly KernelCall[];
}

function writerInput({ take }: Arena, slots: number, vocabulary: number): WriterInput {
  const input = (name: string, length = slots) => take(name, 'input', length);
  return {
    rowSlots: input('active slots'),
    seniorRows: input("rows of the senior's distributions"),
    juniorRows: input("rows of the junior's distributions"),
    sequences: input('keys of draws'),
    seniorPrompted: input("lengths of the senior's prompts"),
    juniorPrompted: input("lengths of the junior's prompts"),
    boundary: input('boundaries', vocabulary),
  };
}

/** The plans of the two decode states lie in different regions, unless they are one. */
export function writerPlan(
  request: GenerateRequest,
  { senior, junior }: { senior: DecodePlan; junior: DecodePlan },
): WriterPlan {
  const slots = request.rows.length;
  const vocabulary = request.schedule.boundary.length;
  const { maxNewTokens } = request.sampling;
  const all = arena('writer');
  const input = writerInput(all, slots, vocabulary);
  const state = all.take('state of sequences', 'output', slots * STATE);
  const written = all.take('written tokens', 'output', slots * maxNewTokens * WRITTEN);
  const { rowSlots } = input;
  const feed = (plan: DecodePlan, prompted: PlanBuffer) =>
    call(
      'feedWritten',
      { rowSlots, prompted, state, written, ids: plan.input.ids, positions: plan.input.positions },
      { n: SEQUENCES, maxNewTokens },
    );
  return {
    buffers: all.buffers,
    bytes: all.bytes(),
    input,
    state,
    written,
    write: [writeCall(request, { senior, junior }, { input, state, written })],
    feedSenior: [feed(senior, input.seniorPrompted)],
    feedJunior: [feed(junior, input.juniorPrompted)],
  };
}

function writeCall(
  { schedule, sampling, seed, step, eosId }: GenerateRequest,
  { senior, junior }: { senior: DecodePlan; junior: DecodePlan },
  { input, state, written }: { input: WriterInput; state: PlanBuffer; written: PlanBuffer },
): KernelCall {
  const { rowSlots, seniorRows, juniorRows, sequences, boundary } = input;
  const vocabulary = schedule.boundary.length;
  return call(
    'writeTokens',
    {
      seniorProbabilities: senior.probabilities,
      seniorLogprobs: senior.logprobs,
      seniorEntropies: senior.entropies,
      juniorProbabilities: junior.probabilities,
      juniorLogprobs: junior.logprobs,
      juniorEntropies: junior.entropies,
      seniorRows,
      juniorRows,
      rowSlots,
      sequences,
      boundary,
      state,
      written,
    },
    {
      n: SEQUENCES,
      vocabulary,
      maxNewTokens: sampling.maxNewTokens,
      // An id outside the vocabulary ends nothing.
      eosId: eosId >= 0 && eosId < vocabulary ? eosId : vocabulary,
      greedy: sampling.temperature === 0 ? 1 : 0,
      seed,
      step,
      schedule: scheduleNumber(schedule.kind),
      maxGap: schedule.maxGap,
      chunkSize: schedule.chunkSize,
      // A draw of 24 bits lies below the probability where its number lies below this one.
      coin: Math.ceil(schedule.seniorProbability * 2 ** 24),
    },
  );
}

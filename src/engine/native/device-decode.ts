// Tandem decoding on the device: steps, draws and authors of 16 tokens at a time, read back at the end.
import { firstAuthor } from '../../tandem/author.ts';
import { coinDraw } from '../../tandem/keys.ts';
import { EngineError, type GenerateRequest, type Rollout, type RolloutSide } from '../engine.ts';
import { feedPrompts, type NativeDecodeState } from './decode-state.ts';
import type { PlanBuffer } from './machine/arena.ts';
import type { Machine, Numbers, Program, Region } from './machine/machine.ts';
import { STATE, WRITTEN, type WriterPlan, writerPlan } from './plan/writer.ts';
import { inverseTemperature } from './score.ts';

/** Tokens asked for before the host looks which sequences have ended. */
const TOKENS = 16;

/** Whether the device can write these rows: all tokens are in the draw, and no others are recorded. */
export function canDecodeOnDevice(machine: Machine, { rows, sampling }: GenerateRequest): boolean {
  const all = sampling.topK === 0 && sampling.topP >= 1;
  return machine.isDeviceResident && (all || sampling.temperature === 0) && rows.every(noTopTokens);
}

const noTopTokens = ({ topTokens }: GenerateRequest['rows'][number]) => topTokens === 0;

interface DeviceWriter {
  readonly machine: Machine;
  readonly request: GenerateRequest;
  readonly plan: WriterPlan;
  readonly region: Region;
  readonly senior: NativeDecodeState;
  /** The senior's where one model writes with itself. */
  readonly junior: NativeDecodeState;
  readonly write: Program;
  readonly feeds: readonly { readonly side: NativeDecodeState; readonly feed: Program }[];
}

/** Rollouts of all rows, whose decode states are open and not yet fed. */
export async function decodeOnDevice(
  machine: Machine,
  { senior, junior }: { readonly senior: NativeDecodeState; readonly junior: NativeDecodeState },
  request: GenerateRequest,
): Promise<Rollout[]> {
  const plan = writerPlan(request, { senior: senior.plan, junior: junior.plan });
  const region = machine.allocate(plan.bytes);
  try {
    const writer = open({ machine, request, plan, region, senior, junior });
    begin(writer);
    await feedAll(writer);
    let active = request.rows.map((_, slot) => slot);
    for (let done = 1; done < request.sampling.maxNewTokens && active.length > 0; ) {
      const state = await numbers(writer, plan.state);
      active = active.filter((slot) => state[STATE * slot + 3] === 0);
      const tokens = Math.min(TOKENS, request.sampling.maxNewTokens - done);
      if (active.length > 0) writeSome(writer, active, tokens);
      done += tokens;
    }
    return await readRollouts(writer);
  } finally {
    machine.free(region);
  }
}

function open(parts: Omit<DeviceWriter, 'write' | 'feeds'>): DeviceWriter {
  const { machine, plan, region: writer, senior, junior } = parts;
  const two = senior !== junior;
  const work = { work: senior.work, ...(two ? { otherWork: junior.work } : {}), writer };
  const feeds = [{ side: senior, feed: machine.program(plan.feedSenior, work) }];
  if (two) feeds.push({ side: junior, feed: machine.program(plan.feedJunior, work) });
  return { ...parts, write: machine.program(plan.write, work), feeds };
}

/** What does not change while tokens are written, and whose turn is first. */
function begin({ machine, request, plan, region, senior, junior }: DeviceWriter): void {
  const { rows, schedule } = request;
  const put = ({ offset }: PlanBuffer, values: ArrayLike<number>) =>
    machine.writeIntegers(region.address + offset, values);
  const lengths = ({ prompts }: NativeDecodeState) => prompts.map(({ length }) => length);
  put(
    plan.input.sequences,
    rows.map(({ sequence }) => sequence),
  );
  put(plan.input.seniorPrompted, lengths(senior));
  put(plan.input.juniorPrompted, lengths(junior));
  put(plan.input.boundary, schedule.boundary);
  const state = new Float32Array(rows.length * STATE);
  rows.forEach((row, slot) => {
    const author = firstAuthor(schedule, () => coinDraw(request, row, 0));
    state.set([author.senior ? 1 : 0, author.gap], slot * STATE);
  });
  machine.write(region.address + plan.state.offset, state);
}

function writeTokens({ machine, plan, region, write }: DeviceWriter, rows: WrittenRows): void {
  for (const name of ['rowSlots', 'seniorRows', 'juniorRows'] as const) {
    machine.writeIntegers(region.address + plan.input[name].offset, rows[name]);
  }
  write({ sequences: rows.rowSlots.length });
}

interface WrittenRows {
  readonly rowSlots: readonly number[];
  readonly seniorRows: ArrayLike<number>;
  readonly juniorRows: ArrayLike<number>;
}

/** The prompts, and every row's first token. Rows whose prompts fit both decode states are fed together. */
async function feedAll(writer: DeviceWriter): Promise<void> {
  const { machine, request, senior, junior } = writer;
  const all = request.rows.map((_, slot) => slot);
  await feedPrompts(machine, senior, all, async (rows) => {
    if (junior === senior) {
      writeTokens(writer, {
        rowSlots: rows,
        seniorRows: senior.nextRows,
        juniorRows: senior.nextRows,
      });
      return;
    }
    await feedPrompts(machine, junior, rows, async (piece) => {
      const start = rows.indexOf(piece[0] ?? -1);
      const seniorRows = senior.nextRows.subarray(start, start + piece.length);
      writeTokens(writer, { rowSlots: piece, seniorRows, juniorRows: junior.nextRows });
    });
  });
}

/** So many tokens of the active sequences, each by its own author. */
function writeSome(writer: DeviceWriter, active: readonly number[], tokens: number): void {
  const { machine, plan, region, write, feeds, senior } = writer;
  const own = active.map((_, i) => i);
  for (const name of ['seniorRows', 'juniorRows'] as const) {
    machine.writeIntegers(region.address + plan.input[name].offset, own);
  }
  machine.writeIntegers(region.address + plan.input.rowSlots.offset, active);
  for (const { side } of feeds) {
    machine.writeIntegers(side.work.address + side.plan.input.slots.offset, active);
  }
  const sizes = { sequences: active.length };
  const values = { inverseTemperature: inverseTemperature(senior.temperature) };
  for (let i = 0; i < tokens; i++) {
    for (const { side, feed } of feeds) {
      feed(sizes);
      side.step(sizes, values);
    }
    write(sizes);
  }
}

async function numbers({ machine, region }: DeviceWriter, buffer: PlanBuffer): Promise<Numbers> {
  return machine.read(region.address + buffer.offset, buffer.length);
}

/** @throws EngineError when a model gave no probabilities */
async function readRollouts(writer: DeviceWriter): Promise<Rollout[]> {
  const { plan, request } = writer;
  const [state, written] = await Promise.all([
    numbers(writer, plan.state),
    numbers(writer, plan.written),
  ]);
  return request.rows.map(({ prompts }, slot) => {
    const [, , length = 0, end] = state.slice(STATE * slot, STATE * (slot + 1));
    if (end !== 1 && end !== 2) {
      throw new EngineError('probabilities do not sum to a positive number');
    }
    const start = slot * request.sampling.maxNewTokens * WRITTEN;
    const column = (which: number) =>
      Array.from({ length }, (_, t) => written[start + t * WRITTEN + which]);
    const side = (prompt: readonly number[], logprobs: number, entropies: number): RolloutSide => ({
      prompt,
      logprobs: Float32Array.from(column(logprobs)),
      entropies: Float32Array.from(column(entropies)),
      top: null,
    });
    return {
      tokens: Int32Array.from(column(0)),
      authors: Uint8Array.from(column(1)),
      redraws: Uint8Array.from(column(2)),
      senior: side(prompts.senior, 3, 5),
      junior: side(prompts.junior, 4, 6),
      finish: end === 1 ? 'eos' : 'length',
    };
  });
}

// Teacher-forced scores of sequences, batch by batch.
import type { Sequence, SequenceScores } from '../engine.ts';
import { type Budget, capacityFor, fittingPlan } from './budget.ts';
import type { PlanBuffer } from './machine/arena.ts';
import { type Machine, type Region, type Sizes, whenRead } from './machine/machine.ts';
import type { NativeModel } from './model.ts';
import { batches, type PackedRows, packRows } from './pack.ts';
import { type BatchInput, divergenceCall, type ScorePlan, scorePlan } from './plan/score.ts';

export interface ScoreSettings {
  readonly temperature: number;
  readonly against: NativeModel | null;
}

export function inverseTemperature(temperature: number): number {
  return temperature === 0 ? 1 : Math.fround(1 / temperature);
}

export async function score(
  machine: Machine,
  model: NativeModel,
  sequences: readonly Sequence[],
  settings: ScoreSettings & { readonly budget: Budget },
): Promise<SequenceScores[]> {
  if (sequences.length === 0) return [];
  const { against, budget } = settings;
  const { length, tokens, least } = capacityFor(sequences, budget);
  const fitting = (of: NativeModel, region: 'work' | 'otherWork', most: number) =>
    fittingPlan(
      (size, rows) =>
        scorePlan(of.config, { length: rows, tokens: size }, machine.kernelSizes, region),
      { most, least: (rows) => (rows === length ? least : rows), length },
      budget.bytes,
    );
  const plan = fitting(model, 'work', tokens);
  const fit = plan.input.ids.length;
  const other = against === null ? null : fitting(against, 'otherWork', fit);
  const room = Math.min(fit, other?.input.ids.length ?? fit);
  const work = machine.allocate(plan.bytes);
  let otherWork: Region | null = null;
  try {
    otherWork = other === null ? null : machine.allocate(other.bytes);
    const run = programs(machine, { model, plan, work }, pairOf(against, other, otherWork));
    run.prepare();
    const values = { inverseTemperature: inverseTemperature(settings.temperature) };
    const scores: Promise<SequenceScores[]>[] = [];
    for (const part of batches(sequences, room)) {
      const packed = packRows(part);
      run.batch(packed, sizesOf(packed), values);
      scores.push(read(machine, { plan, work }, part, other !== null));
    }
    return (await Promise.all(scores)).flat();
  } finally {
    machine.free(work);
    if (otherWork !== null) machine.free(otherWork);
  }
}

interface Scorer {
  readonly model: NativeModel;
  readonly plan: ScorePlan;
  readonly work: Region;
}

function pairOf(
  model: NativeModel | null,
  plan: ScorePlan | null,
  work: Region | null,
): Scorer | null {
  return model === null || plan === null || work === null ? null : { model, plan, work };
}

function programs(machine: Machine, own: Scorer, other: Scorer | null) {
  const regionsOf = ({ model, work }: Scorer, name: 'work' | 'otherWork') => ({
    weights: model.weights,
    [name]: work,
  });
  const mine = regionsOf(own, 'work');
  const theirs = other === null ? {} : regionsOf(other, 'otherWork');
  const prepare = machine.program(own.plan.prepare, mine);
  const forward = machine.program([...own.plan.forward, ...own.plan.scores], mine);
  const otherPrepare = machine.program(other?.plan.prepare ?? [], theirs);
  const otherForward = machine.program(other?.plan.forward ?? [], theirs);
  const compare = machine.program(
    other === null
      ? []
      : [
          divergenceCall(
            { config: own.model.config, plan: own.plan },
            { config: other.model.config, plan: other.plan },
          ),
        ],
    { ...theirs, ...mine },
  );
  return {
    prepare: () => {
      prepare({});
      otherPrepare({});
    },
    batch: (packed: PackedRows, sizes: Sizes, values: { inverseTemperature: number }) => {
      writeRows(machine, own.work, own.plan.input, packed);
      forward(sizes, values);
      if (other === null) return;
      writeRows(machine, other.work, other.plan.input, packed);
      otherForward(sizes, values);
      compare(sizes, values);
    },
  };
}

export function sizesOf({ ids, starts, targets }: PackedRows) {
  return { tokens: ids.length, rows: starts.length - 1, targets: targets.length };
}

export function writeRows(
  machine: Machine,
  work: Region,
  input: BatchInput,
  packed: PackedRows,
): void {
  for (const name of ['ids', 'positions', 'starts', 'prefixes', 'predictors', 'targets'] as const) {
    writeIntegers(machine, work, input[name], packed[name]);
  }
}

export function writeIntegers(
  machine: Machine,
  work: Region,
  to: PlanBuffer,
  values: ArrayLike<number>,
): void {
  machine.writeIntegers(work.address + to.offset, values);
}

/** A column of numbers per target, cut into rows. */
export function splitRows(
  column: ArrayLike<number> & { slice(from: number, to: number): Iterable<number> },
  part: readonly Sequence[],
): Float32Array[] {
  let start = 0;
  return part.map(({ tokens }) => {
    const row = Float32Array.from(column.slice(start, start + tokens.length));
    start += tokens.length;
    return row;
  });
}

async function read(
  machine: Machine,
  { plan, work }: { plan: ScorePlan; work: Region },
  part: readonly Sequence[],
  compared: boolean,
): Promise<SequenceScores[]> {
  const targets = part.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const rows = ({ offset }: PlanBuffer) =>
    whenRead(machine.read(work.address + offset, targets), (read) => splitRows(read, part));
  const none: readonly Float32Array[] = [];
  const [logprobs, entropies, kl, js] = await Promise.all([
    rows(plan.logprobs),
    rows(plan.entropies),
    compared ? rows(plan.kl) : none,
    compared ? rows(plan.js) : none,
  ]);
  return part.map((_, i) => ({
    logprobs: logprobs[i] ?? new Float32Array(),
    entropies: entropies[i] ?? new Float32Array(),
    kl: kl[i] ?? null,
    js: js[i] ?? null,
  }));
}

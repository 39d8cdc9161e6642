// Teacher-forced scores of sequences, batch by batch. Knows the plan and a machine.
import type { Sequence, SequenceScores } from '../engine.ts';
import { type Budget, capacityFor, fittingPlan } from './budget.ts';
import { type Machine, program, type Region, type Sizes } from './machine.ts';
import type { HeldModel } from './model.ts';
import { batches, type PackedRows, packRows } from './pack.ts';
import type { Buffer } from './plan/arena.ts';
import { type BatchInput, divergenceCall, type ScorePlan, scorePlan } from './plan/score.ts';

export interface ScoreSettings {
  readonly temperature: number;
  readonly against: HeldModel | null;
}

export function inverseTemperature(temperature: number): number {
  return temperature === 0 ? 1 : Math.fround(1 / temperature);
}

export function score(
  machine: Machine,
  model: HeldModel,
  sequences: readonly Sequence[],
  settings: ScoreSettings & { readonly budget: Budget },
): SequenceScores[] {
  if (sequences.length === 0) return [];
  const { against, budget } = settings;
  const { length, tokens, least } = capacityFor(sequences, budget);
  const fitting = (of: HeldModel, region: 'work' | 'otherWork', most: number) =>
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
    return batches(sequences, room).flatMap((part) => {
      const packed = packRows(part);
      run.batch(packed, sizesOf(packed), values);
      return read(machine, { plan, work }, part, other !== null);
    });
  } finally {
    machine.free(work);
    if (otherWork !== null) machine.free(otherWork);
  }
}

interface Scorer {
  readonly model: HeldModel;
  readonly plan: ScorePlan;
  readonly work: Region;
}

function pairOf(
  model: HeldModel | null,
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
  const prepare = program(machine, own.plan.prepare, mine);
  const forward = program(machine, [...own.plan.forward, ...own.plan.scores], mine);
  const otherPrepare = program(machine, other?.plan.prepare ?? [], theirs);
  const otherForward = program(machine, other?.plan.forward ?? [], theirs);
  const compare = program(
    machine,
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
  to: Buffer,
  values: ArrayLike<number>,
): void {
  machine.integers(work.address + to.offset, values.length).set(values);
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

function read(
  machine: Machine,
  { plan, work }: { plan: ScorePlan; work: Region },
  part: readonly Sequence[],
  compared: boolean,
): SequenceScores[] {
  const rows = ({ offset, length }: Buffer) =>
    splitRows(machine.numbers(work.address + offset, length), part);
  const logprobs = rows(plan.logprobs);
  const entropies = rows(plan.entropies);
  const kl = compared ? rows(plan.kl) : [];
  const js = compared ? rows(plan.js) : [];
  return part.map((_, i) => ({
    logprobs: logprobs[i] ?? new Float32Array(),
    entropies: entropies[i] ?? new Float32Array(),
    kl: kl[i] ?? null,
    js: js[i] ?? null,
  }));
}

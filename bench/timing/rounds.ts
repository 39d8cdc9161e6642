// Alternating rounds: in each, every contender does everything once, in turning order.
import { type Contender, MEASURES, type TimedMeasure } from './contender.ts';

/** Milliseconds per round. */
export type Times = Readonly<Record<TimedMeasure, readonly number[]>>;

/** A contender's times, where it ran, and what is measured only of contenders that have it. */
export interface TimesOf extends Times, Pick<Contender, 'place' | 'cores'> {
  readonly vanilla_step: readonly number[];
}

export type AllTimes = ReadonlyMap<string, TimesOf>;

export interface Limits {
  readonly rounds: number;
  /** After this many seconds no further round begins; one is always made. */
  readonly seconds: number;
  /** Called after each round. */
  readonly onRound: (made: number) => Promise<void>;
}

export async function alternate(
  contenders: readonly Contender[],
  { rounds, seconds, onRound }: Limits,
): Promise<AllTimes> {
  const times = new Map(
    contenders.map(({ name, place, cores }) => {
      const vanilla_step: number[] = [];
      return [name, { ...emptyTimes(), vanilla_step, place, cores }];
    }),
  );
  const end = performance.now() + 1000 * seconds;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (const one of turned(contenders, round)) {
      const lists = times.get(one.name);
      if (lists === undefined) throw new Error(`${one.name} has no times`);
      lists.solo_rollout.push(await one.soloRollout());
      lists.train_step.push(await one.trainStep());
      const { rollout, step } = await one.rlStep();
      lists.tandem_rollout.push(rollout);
      lists.rl_step.push(step);
      if (one.vanillaStep !== null) lists.vanilla_step.push(await one.vanillaStep());
    }
    await onRound(round + 1);
    const now = performance.now();
    if (now + (now - start) > end) break;
  }
  return times;
}

/** Nobody always follows the same one: `round` others go first. */
export function turned<T>(items: readonly T[], round: number): T[] {
  const first = round % Math.max(1, items.length);
  return [...items.slice(first), ...items.slice(0, first)];
}

function emptyTimes(): Record<TimedMeasure, number[]> {
  const empty: Partial<Record<TimedMeasure, number[]>> = {};
  for (const measure of MEASURES) empty[measure] = [];
  const { train_step = [], solo_rollout = [], tandem_rollout = [], rl_step = [] } = empty;
  return { train_step, solo_rollout, tandem_rollout, rl_step };
}

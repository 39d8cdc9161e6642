// The benchmark of the page: engines that are already running, timed in turn.
import type {
  BenchFigures,
  BenchMeasure,
  BenchProgress,
  BenchRequest,
} from '../../src/protocol.ts';
import { engineContender, type WorkingEngine } from '../contenders/engine-contender.ts';
import { isOfInterest, ratioTable } from '../timing/compare.ts';
import { MEASURES } from '../timing/contender.ts';
import { type AllTimes, alternate } from '../timing/rounds.ts';
import { type Spread, spread } from '../timing/statistics.ts';
import { verifyEqual } from '../timing/verify.ts';
import { type BenchWork, fixedSequences, pairOf, SIZES } from '../timing/work.ts';

export interface NamedEngine {
  readonly name: string;
  readonly engine: WorkingEngine;
}

type MeasuredFigures = Pick<BenchFigures, 'times' | 'ratios'>;

/** @throws Error naming an engine that does not compute what the others do */
export async function figuresOf(
  { rows, tokens, rounds }: BenchRequest,
  engines: readonly NamedEngine[],
  tell: (progress: BenchProgress) => void,
): Promise<MeasuredFigures> {
  const work: BenchWork = { config: SIZES.toy, rows, tokens };
  const all = engines.length + rounds + 1;
  const contenders = [];
  for (const { name, engine } of engines) {
    tell({ done: contenders.length, all, text: `Warming up ${name}` });
    const facts = { name, about: '', place: 'Chromium', cores: 1 } as const;
    const close = async () => {};
    const one = await engineContender({ ...facts, engine, close }, pairOf(work), work);
    // Twice the time for what nobody asks here.
    contenders.push({ ...one, vanillaStep: null });
    await one.rlStep();
  }
  tell({ done: engines.length, all, text: 'Comparing what they compute' });
  await verifyEqual(contenders, fixedSequences(work));
  const report = (made: number) =>
    tell({ done: engines.length + 1 + made, all, text: `Round ${made} of ${rounds} done` });
  const onRound = async (made: number) => report(made);
  report(0);
  const times = await alternate(contenders, { rounds, seconds: 3600, onRound });
  return { times: timesOf(times), ratios: ratiosOf(times) };
}

const byMeasure = <T>(value: (measure: BenchMeasure) => T): Record<BenchMeasure, T> => ({
  train_step: value('train_step'),
  solo_rollout: value('solo_rollout'),
  tandem_rollout: value('tandem_rollout'),
  rl_step: value('rl_step'),
});

const timesOf = (times: AllTimes): MeasuredFigures['times'] =>
  Object.fromEntries(
    [...times].map(([name, its]) => [name, byMeasure((measure) => spread(its[measure]))]),
  );

function ratiosOf(times: AllTimes): MeasuredFigures['ratios'] {
  const table = ratioTable(times);
  const pairs = Object.keys(table[MEASURES[0]] ?? {}).filter(isOfInterest);
  const ratio = (measure: BenchMeasure, pair: string): Spread => {
    const found = table[measure]?.[pair];
    if (found === undefined) throw new Error(`${pair} has no ${measure}`);
    return { median: found.median, least: found.least, most: found.most };
  };
  return Object.fromEntries(
    pairs.map((pair) => [pair, byMeasure((measure) => ratio(measure, pair))]),
  );
}

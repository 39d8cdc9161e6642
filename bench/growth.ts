// How the cost of our engine grows with rows, tokens and parameters.
import { parameterCount } from '../src/checkpoint/shapes.ts';
import type { Contender } from './timing/contender.ts';
import { median } from './timing/statistics.ts';
import { type BenchWork, ROWS, SIZES, type SizeName, TOKENS } from './timing/work.ts';

export interface GrowthPoint {
  /** Rows, tokens or parameters. */
  readonly at: number;
  /** Median milliseconds. */
  readonly tandemRollout: number;
  readonly trainStep: number;
}

export interface Growth {
  readonly by: 'rows' | 'tokens' | 'parameters';
  readonly points: readonly GrowthPoint[];
}

type OpenContender = (work: BenchWork) => Promise<Contender>;

export interface GrowthPlan {
  readonly rows: readonly number[];
  readonly tokens: readonly number[];
  readonly sizes: readonly SizeName[];
  readonly rounds: number;
  /** No series begins after this time of the clock `performance.now`. */
  readonly until: number;
}

/** Rows and tokens with the toy, parameters at the usual batch. */
export async function measureGrowth(start: OpenContender, plan: GrowthPlan): Promise<Growth[]> {
  const toy = { config: SIZES.toy, rows: ROWS, tokens: TOKENS };
  const series = [
    { by: 'rows', works: plan.rows.map((rows) => ({ at: rows, work: { ...toy, rows } })) },
    {
      by: 'tokens',
      works: plan.tokens.map((tokens) => ({ at: tokens, work: { ...toy, tokens } })),
    },
    {
      by: 'parameters',
      works: plan.sizes.map((name) => ({
        at: parameterCount(SIZES[name]),
        work: { ...toy, config: SIZES[name] },
      })),
    },
  ] as const;
  const found: Growth[] = [];
  for (const { by, works } of series) {
    if (performance.now() > plan.until) break;
    found.push({ by, points: await measureSeries(start, works, plan.rounds) });
  }
  return found;
}

interface GrowthPlace {
  readonly at: number;
  readonly work: BenchWork;
}

/** Rounds go through all places, so that a load that comes and goes bends no curve. */
async function measureSeries(
  start: OpenContender,
  places: readonly GrowthPlace[],
  rounds: number,
): Promise<GrowthPoint[]> {
  const running = [];
  for (const { at, work } of places) {
    const contender = await start(work);
    running.push({ at, contender, rollouts: [] as number[], steps: [] as number[] });
    // The first rollout is what the train step learns from, and compiles the kernels.
    await contender.soloRollout();
  }
  for (let round = 0; round < rounds; round++) {
    for (const { contender, rollouts, steps } of running) {
      rollouts.push((await contender.rlStep()).rollout);
      steps.push(await contender.trainStep());
    }
  }
  for (const { contender } of running) await contender.close();
  return running.map(({ at, rollouts, steps }) => ({
    at,
    tandemRollout: median(rollouts),
    trainStep: median(steps),
  }));
}

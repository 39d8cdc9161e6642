// Measures one group of contenders at one size: starts them, checks that they agree, times them in turn,
// stops them.
import type { AdapterFacts } from '../src/engine/native/webgpu/device.ts';
import type { GpuPeaks } from './browser/gpu-peaks.ts';
import { type Browser, type ContenderRow, type GroupName, rowsOf } from './contenders.ts';
import { matmulPeak } from './peak.ts';
import { productRate } from './products.ts';
import { AbsentError, type Contender } from './timing/contender.ts';
import { trainFlops } from './timing/flops.ts';
import { type AllTimes, alternate } from './timing/rounds.ts';
import { type Spread, spread } from './timing/statistics.ts';
import { type Agreement, verifyEqual } from './timing/verify.ts';
import { type BenchWork, fixedSequences, type SizeName } from './timing/work.ts';

export interface Absent {
  readonly name: string;
  readonly reason: string;
}

/** One thread of native-wasm against the best rate of its own product kernel, round by round. */
export interface WorkShares {
  /** GFLOP/s of the product alone. */
  readonly peak: Spread;
  /** Of the products within a train step, in the shapes they have there. */
  readonly products: Spread;
  /** Of the whole train step, counting the operations its shape needs. */
  readonly step: Spread;
}

export type About = Pick<Contender, 'name' | 'about' | 'place' | 'cores'>;

export interface GroupResult {
  readonly group: GroupName;
  readonly size: SizeName;
  readonly work: BenchWork;
  readonly contenders: readonly About[];
  readonly absent: readonly Absent[];
  /** Null where nobody was there. */
  readonly agreement: Agreement | null;
  readonly times: AllTimes;
  readonly shares: WorkShares | null;
  readonly gpu: BenchGpu | null;
}

/** What a group computed WebGPU on, and what that reaches at best; a software adapter has no peak. */
export interface BenchGpu extends AdapterFacts {
  readonly peaks: GpuPeaks | null;
}

export interface BenchPlan {
  readonly group: GroupName;
  readonly size: SizeName;
  readonly work: BenchWork;
  readonly names: readonly string[];
  readonly rounds: number;
  /** No round but the first begins that would end after this time of the clock `performance.now`. */
  readonly until: number;
}

type Tell = (line: string) => void;

export async function measureGroup(
  plan: BenchPlan,
  browser: Browser,
  tell: Tell,
): Promise<GroupResult> {
  const { group, size, work } = plan;
  const rows = rowsOf(group, plan.names);
  const { contenders, absent } = await startAll(rows, { work, browser, tell });
  if (contenders.length === 0) return nobody(plan, absent);
  try {
    const agreement = await verifyEqual(contenders, fixedSequences(work));
    const { before, after } = agreement;
    tell(`${size}, ${group}: mean log-prob ${before.toFixed(4)}, then ${after.toFixed(4)}`);
    const about = contenders.map(({ name, about, place, cores }) => ({
      name,
      about,
      place,
      cores,
    }));
    const timed = await time(contenders, plan, tell);
    const gpu = group === 'gpu' ? await gpuOf(browser) : null;
    return { group, size, work, contenders: about, absent, agreement, ...timed, gpu };
  } finally {
    for (const { close } of contenders) await close();
  }
}

function nobody({ group, size, work }: BenchPlan, absent: readonly Absent[]): GroupResult {
  const nothing = { contenders: [], agreement: null, times: new Map(), shares: null, gpu: null };
  return { group, size, work, absent, ...nothing };
}

async function gpuOf(browser: Browser): Promise<BenchGpu | null> {
  const { adapter, gpuPeaks } = await browser();
  if (adapter === null) return null;
  return { ...adapter, peaks: adapter.software ? null : await gpuPeaks() };
}

async function startAll(
  rows: readonly ContenderRow[],
  { work, browser, tell }: { work: BenchWork; browser: Browser; tell: Tell },
) {
  const contenders: Contender[] = [];
  const absent: Absent[] = [];
  for (const { variant, start } of rows) {
    try {
      contenders.push(await start(work, browser));
    } catch (error) {
      if (!(error instanceof AbsentError)) throw error;
      absent.push({ name: variant, reason: error.message });
      tell(`${variant} is left out: ${error.message}`);
    }
  }
  return { contenders, absent };
}

async function time(contenders: readonly Contender[], plan: BenchPlan, tell: Tell) {
  const { rounds, until, group, size } = plan;
  // What is compiled, allocated or copied once comes before the first round.
  for (const one of contenders) await one.rlStep();
  const ours = group === 'processor' && contenders.some(({ name }) => name === 'native-wasm');
  const gauge = ours ? await gaugeOf(plan.work) : null;
  const onRound = async (made: number) => {
    await gauge?.read();
    tell(`${size}, ${group}: round ${made} of at most ${rounds}`);
  };
  const seconds = (until - performance.now()) / 1000;
  const times = await alternate(contenders, { rounds, seconds, onRound });
  const trained = times.get('native-wasm')?.train_step ?? [];
  return { times, shares: gauge?.shares(trained) ?? null };
}

async function gaugeOf(work: BenchWork) {
  const [peak, products] = [await matmulPeak(), await productRate(work)];
  const found: { peak: number; products: number }[] = [];
  return {
    read: async () => {
      found.push({ peak: peak(), products: await products() });
    },
    /** Of train steps as long as these, in milliseconds, one per reading. */
    shares: (trained: readonly number[]): WorkShares => {
      const rate = (round: number) => trainFlops(work) / (trained[round] ?? Number.NaN) / 1e6;
      return {
        peak: spread(found.map((at) => at.peak)),
        products: spread(found.map((at) => at.products / at.peak)),
        step: spread(found.map((at, round) => rate(round) / at.peak)),
      };
    },
  };
}

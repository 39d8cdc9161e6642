// One model size: starts the contenders, checks that they agree, times them in turn, stops them.
import { availableParallelism } from 'node:os';
import { AbsentError, type Contender } from './contender.ts';
import { engineContender } from './engine-contender.ts';
import { ENGINES, isBenchEngine } from './engines.ts';
import { trainFlops } from './flops.ts';
import { matmulPeak } from './peak.ts';
import { torchContender } from './peer-torch.ts';
import { type AllTimes, alternate } from './rounds.ts';
import { type Spread, spread } from './statistics.ts';
import { type Agreement, verifyEqual } from './verify.ts';
import { fixedSequences, pairOf, ROWS, SIZES, type SizeName, TOKENS, type Work } from './work.ts';

export const CONTENDERS = [...Object.keys(ENGINES), 'pytorch'];

export interface Absent {
  readonly name: string;
  readonly reason: string;
}

export interface SizeResult {
  readonly size: SizeName;
  readonly contenders: readonly { readonly name: string; readonly about: string }[];
  readonly absent: readonly Absent[];
  readonly agreement: Agreement;
  readonly times: AllTimes;
  /** GFLOP/s of the product alone, one thread, per round; and of the whole train step over it. */
  readonly peak: Spread;
  readonly peakShare: Spread | null;
}

export interface Settings {
  readonly names: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  readonly tell: (line: string) => void;
}

export async function startEngineContender(name: string, work: Work): Promise<Contender> {
  if (!isBenchEngine(name)) throw new RangeError(`${name} is not one of ${CONTENDERS.join(', ')}`);
  return engineContender({ name, ...(await ENGINES[name]()) }, pairOf(work), work);
}

/** PyTorch runs with one thread and with all; which is faster depends on the machine. */
async function start(name: string, work: Work): Promise<Contender[]> {
  if (name !== 'pytorch') return [await startEngineContender(name, work)];
  const started: Contender[] = [];
  for (const threads of new Set([1, availableParallelism()])) {
    started.push(await torchContender({ threads, name: `${name}@${threads}` }, pairOf(work), work));
  }
  return started;
}

export async function measureSize(size: SizeName, settings: Settings): Promise<SizeResult> {
  const { names, tell } = settings;
  const work = { config: SIZES[size], rows: ROWS, tokens: TOKENS };
  const contenders: Contender[] = [];
  const absent: Absent[] = [];
  try {
    for (const name of names) {
      try {
        contenders.push(...(await start(name, work)));
      } catch (error) {
        if (!(error instanceof AbsentError)) throw error;
        absent.push({ name, reason: error.message });
        tell(`${name} is left out: ${error.message}`);
      }
    }
    if (contenders.length === 0) throw new Error(`none of ${names.join(', ')} starts here`);
    const agreement = await verifyEqual(contenders, fixedSequences(work));
    tell(
      `${size}: mean log-prob ${agreement.before.toFixed(4)}, then ${agreement.after.toFixed(4)}`,
    );
    const about = contenders.map((one) => ({ name: one.name, about: one.about }));
    return {
      size,
      contenders: about,
      absent,
      agreement,
      ...(await time(contenders, work, settings)),
    };
  } finally {
    for (const { close } of contenders) await close();
  }
}

async function time(contenders: readonly Contender[], work: Work, settings: Settings) {
  const { rounds, seconds, tell } = settings;
  // What is compiled, allocated or copied once comes before the first round.
  for (const one of contenders) await one.rlStep();
  const peak = await matmulPeak();
  const peaks: number[] = [];
  const onRound = async (made: number) => {
    peaks.push(peak());
    tell(`round ${made} of at most ${rounds}`);
  };
  const times = await alternate(contenders, { rounds, seconds, onRound });
  const trained = times.get('native-wasm')?.train_step;
  const rate = (milliseconds: number) => trainFlops(work) / milliseconds / 1e6;
  const shares = trained?.map((ms, round) => rate(ms) / (peaks[round] ?? Number.NaN));
  return { times, peak: spread(peaks), peakShare: shares === undefined ? null : spread(shares) };
}

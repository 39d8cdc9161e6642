// Any engine as a contender.
import type { Engine, Model, Rollout, Sequence } from '../../src/engine/engine.ts';
import type { Contender } from '../timing/contender.ts';
import {
  type BenchPair,
  type BenchWork,
  OPTIMIZER,
  requestFor,
  sequencesOf,
  weighted,
} from '../timing/work.ts';

/** What of an engine works, here or behind a port. */
export type WorkingEngine = Pick<Engine, 'load' | 'generate' | 'score' | 'update' | 'dispose'>;

export interface RunningEngine extends Pick<Contender, 'name' | 'about' | 'place' | 'cores'> {
  readonly engine: WorkingEngine;
  readonly close: () => Promise<void>;
}

/** Milliseconds that something took, and what it gave. */
async function timed<T>(work: () => Promise<T>): Promise<{ result: T; time: number }> {
  const start = performance.now();
  const result = await work();
  return { result, time: performance.now() - start };
}

export async function engineContender(
  { engine, close, ...facts }: RunningEngine,
  pair: BenchPair,
  work: BenchWork,
): Promise<Contender> {
  const senior = await engine.load(pair.senior);
  const junior = await engine.load(pair.junior);
  let step = 0;
  let solo: readonly Rollout[] = [];
  const write = (other: Model, p: number) =>
    engine.generate(senior, other, requestFor(work, p, ++step));
  const update = (sequences: readonly Sequence[], authors: readonly Uint8Array[] | null) =>
    engine.update(senior, weighted(sequences, authors), 1, OPTIMIZER);
  const score = (sequences: readonly Sequence[]) =>
    engine.score(senior, sequences, { temperature: 1, against: null });
  const pairStep = async (p: number) => {
    const { result, time } = await timed(() => write(junior, p));
    const authors = result.map((rollout) => rollout.authors);
    const learnt = await timed(() => update(sequencesOf(result), authors));
    return { rollout: time, step: time + learnt.time };
  };
  return {
    ...facts,
    meanLogprob: async (sequences) => {
      const all = (await score(sequences)).flatMap(({ logprobs }) => [...logprobs]);
      return all.reduce((a, b) => a + b, 0) / all.length;
    },
    decodeError: async () => {
      solo = await write(senior, 1);
      const scored = await score(sequencesOf(solo));
      const errors = solo.flatMap((rollout, row) =>
        Array.from(rollout.senior.logprobs, (found, t) =>
          Math.abs(found - (scored[row]?.logprobs[t] ?? Number.NaN)),
        ),
      );
      return Math.max(...errors);
    },
    learn: async (sequences) => {
      await update(sequences, null);
    },
    soloRollout: async () => {
      const { result, time } = await timed(() => write(senior, 1));
      solo = result;
      return time;
    },
    trainStep: async () => (await timed(() => update(sequencesOf(solo), null))).time,
    rlStep: () => pairStep(0.5),
    vanillaStep: async () => (await pairStep(1)).step,
    close: async () => {
      await engine.dispose(senior);
      await engine.dispose(junior);
      await close();
    },
  };
}

// jax-js as a contender, in a browser's worker.

import {
  blockUntilReady,
  type Device,
  defaultDevice,
  init,
  jit,
  numpy as np,
  random,
  tree,
} from '@jax-js/jax';
import type { Sequence } from '../../src/engine/engine.ts';
import { AbsentError, type Contender } from '../timing/contender.ts';
import {
  advantage,
  type BenchPair,
  type BenchWork,
  BOUNDARY_EVERY,
  FIRST_TOKEN,
  OPTIMIZER,
} from '../timing/work.ts';
import { type Angles, anglesOf, type Params, paramsOf, score } from './decoder.ts';
import {
  type Cache,
  type DrawRules,
  emptyCache,
  type NextInput,
  type TokenStep,
  writeToken,
} from './rollout.ts';
import { type JaxBatch, untrained, update } from './update.ts';

/** As in package.json, which says exactly this one. */
const VERSION = '0.1.25';

/** What a rollout leaves to learn from; its advantages are the work's. */
type Learnt = Omit<JaxBatch, 'advantages'>;

export interface JaxOptions {
  readonly name: string;
  readonly device: Device;
}

/** @throws AbsentError where jax-js does not start the device */
export async function jaxContender(
  { name, device }: JaxOptions,
  pair: BenchPair,
  work: BenchWork,
): Promise<Contender> {
  const found = await init(device);
  if (!found.includes(device)) throw new AbsentError(`jax-js starts no ${device} here`);
  defaultDevice(device);
  // Its kernels use all cores where pages may share memory between workers, else one.
  const cores = crossOriginIsolated ? navigator.hardwareConcurrency : 1;
  return {
    name,
    about: `jax-js ${VERSION}, ${device}`,
    place: 'Chromium',
    cores: device === 'webgpu' ? null : cores,
    ...jaxWork(pair, work),
    close: async () => {},
  };
}

type Facts = 'name' | 'about' | 'place' | 'cores' | 'close';

function jaxWork(pair: BenchPair, work: BenchWork): Omit<Contender, Facts> {
  const { config, rows, tokens } = work;
  const angles = anglesOf(config, tokens);
  const sharedAngles = () => tree.ref(angles);
  const junior = paramsOf(pair.junior);
  let senior = untrained(paramsOf(pair.senior));
  const advantages = np.array(
    Float32Array.from({ length: rows }, (_, row) => advantage(row)),
    { shape: [rows, 1] },
  );
  const scored = jit((params: Params, ids: np.Array, at: Angles) => score(params, ids, at, config));
  const updated = jit((state: typeof senior, batch: JaxBatch, at: Angles) =>
    update(state, batch, at, { config, optimizer: OPTIMIZER }),
  );
  const scoreOf = (ids: np.Array) => scored(tree.ref(senior.params), ids, sharedAngles());
  const roll = roller(work, angles);

  const train = async (batch: Learnt) => {
    senior = updated(senior, { ...tree.ref(batch), advantages: advantages.ref }, sharedAngles());
    await blockUntilReady(senior);
  };
  const timed = async (run: () => Promise<unknown>) => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };
  let solo: Learnt | null = null;
  let tandem: Learnt | null = null;
  const rollSolo = async () => {
    tree.dispose(solo);
    solo = await roll([senior.params], 1);
    return solo;
  };
  const rollTandem = async () => {
    tree.dispose(tandem);
    tandem = await roll([senior.params, junior], 0.5);
    return tandem;
  };
  return {
    meanLogprob: async (sequences) => mean(await scoreOf(idsOf(sequences)).data()),
    decodeError: async () => {
      const { ids, old } = await rollSolo();
      return np.max(np.absolute(scoreOf(ids.ref).sub(old.ref))).jsAsync();
    },
    learn: async (sequences) => {
      const ids = idsOf(sequences);
      const old = scoreOf(ids.ref);
      const batch = { ids, mask: np.ones([rows, tokens]), old };
      await train(batch);
      tree.dispose(batch);
    },
    soloRollout: () => timed(rollSolo),
    trainStep: () => timed(async () => train(solo ?? (await rollSolo()))),
    rlStep: async () => {
      const rollout = await timed(rollTandem);
      const learnt = await timed(async () => train(tandem ?? (await rollTandem())));
      return { rollout, step: rollout + learnt };
    },
    vanillaStep: null,
  };
}

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** [B, T + 1] */
function idsOf(sequences: readonly Sequence[]): np.Array {
  const rows = sequences.map(({ prompt, tokens }) => [...prompt, ...Array.from(tokens)]);
  const shape = [rows.length, rows[0]?.length ?? 0];
  return np.array(Int32Array.from(rows.flat()), { shape });
}

/** Rollouts of these models, the first of them the senior; ready when they resolve. */
function roller({ config, rows, tokens }: BenchWork, angles: Angles) {
  const write = jit((models: Params[], caches: Cache[], step: TokenStep) =>
    writeToken(models, caches, step, config),
  );
  const isBoundary = (_: unknown, id: number) => (id % BOUNDARY_EVERY === 0 ? 1 : 0);
  const boundary = np.array(Int32Array.from({ length: config.vocabSize }, isBoundary));
  let seed = 0;
  return async (models: Params[], p: number): Promise<Learnt> => {
    const split = random.split(random.key(++seed));
    const [first, rest] = [split.ref.slice(0), split.slice(1)];
    const keys = random.split(rest, [tokens, 1 + models.length]);
    const rules: DrawRules = { keys, boundary: boundary.ref, p: np.array(p) };
    let input: NextInput = {
      token: np.full([rows], FIRST_TOKEN, { dtype: np.int32 }),
      author: np.less(random.uniform(first, [rows]), p),
      gap: np.zeros([rows], { dtype: np.int32 }),
    };
    let page: Learnt = {
      ids: np.full([rows, tokens + 1], FIRST_TOKEN, { dtype: np.int32 }),
      mask: np.zeros([rows, tokens]),
      old: np.zeros([rows, tokens]),
    };
    let caches = models.map(() => emptyCache(config, rows, tokens));
    for (let t = 0; t < tokens; t++) {
      const position = np.array(new Int32Array([t]), { shape: [] });
      const step = { input, page, position, angles: tree.ref(angles), rules: tree.ref(rules) };
      const next = write(tree.ref(models), caches, step);
      ({ input, page, caches } = next);
      tree.dispose(next.computed);
      // Pending work is traversed again by every operation on it.
      await blockUntilReady([page, caches]);
    }
    tree.dispose([input, caches, rules]);
    return page;
  };
}

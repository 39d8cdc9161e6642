// The optimizer worker: owns the senior, runs the training line, tells it event by event.
import { expose, transfer, wrap } from 'comlink';
import { readSafetensors, writeSafetensors } from '../src/checkpoint/safetensors.ts';
import { checkpointFiles } from '../src/checkpoint/write.ts';
import type { RunConfig } from '../src/config/fields.ts';
import { chooseEngine, enginesBeside } from '../src/engine/choose.ts';
import type { Engine } from '../src/engine/engine.ts';
import { splitEngine } from '../src/engine/split.ts';
import { trialOf } from '../src/engine/trial.ts';
import type { OptimizerApi, Snapshot } from '../src/protocol.ts';
import { train } from '../src/rl/train.ts';
import type { RunEvent } from '../src/run/events.ts';
import { holdPair, type Pair, type PairFiles, readPair } from '../src/run/pair.ts';
import { BEGINNING, type Progress, progressAfter } from '../src/run/progress.ts';
import { fetchBelow } from './fetch-below.ts';
import { showLife } from './life.ts';
import { WASM_PATHS } from './wasm-paths.ts';

interface OpenRun {
  readonly engine: Engine;
  readonly pair: Pair;
  readonly events: AsyncGenerator<RunEvent, void>;
  /** The senior's folder as it was read; snapshots put their own weights into it. */
  readonly folder: ReadonlyMap<string, Uint8Array>;
  progress: Progress;
}

const WEIGHTS = 'model.safetensors';

/** What each call leaves for the next. */
let wanted: { readonly config: RunConfig; readonly files: PairFiles } | null = null;
let own: Engine | null = null;
let open: OpenRun | null = null;

function made<T>(what: T | null): T {
  if (what === null) throw new Error('the optimizer worker was not asked in order');
  return what;
}

/** The senior as it was left, whatever engine had it. */
async function restore(engine: Engine, pair: Pair, { files, moments }: Snapshot): Promise<void> {
  const weights = readSafetensors(made(files.get(WEIGHTS) ?? null), WEIGHTS);
  await engine.assign(pair.senior, weights, moments ?? undefined);
}

const api: OptimizerApi = {
  read: async (config, modelsUrl) => {
    await showLife();
    wanted = { config, files: await readPair(config, fetchBelow(modelsUrl)) };
  },
  choose: async (cores, onCompiled) => {
    const { config, files } = made(wanted);
    const rows = config.promptsPerStep * config.groupSize;
    const trial = trialOf({ ...files, rows }, () => performance.now());
    const { name, engine } = await chooseEngine(config.engine, {
      wasmPaths: WASM_PATHS,
      trial,
      cores,
      onPipelines: onCompiled,
    });
    own = engine;
    return { engine: name, rolloutWorkers: enginesBeside(name, cores) };
  },
  open: async (rollouts, from) => {
    const { config, files } = made(wanted);
    const engine = splitEngine(
      made(own),
      rollouts.map((port) => wrap<Engine>(port)),
    );
    const pair = await holdPair(engine, files);
    if (from !== null) await restore(engine, pair, from);
    const events = train(config, engine, pair, from?.progress);
    const folder = checkpointFiles(pair.checkpoint, { dtype: 'F32' });
    open = { engine, pair, events, folder, progress: from?.progress ?? BEGINNING };
  },
  next: async () => {
    const run = made(open);
    const event = (await run.events.next()).value ?? null;
    if (event !== null) run.progress = progressAfter(run.progress, event);
    return event;
  },
  snapshot: async () => {
    const { engine, pair, progress, folder } = made(open);
    const weights = writeSafetensors(await engine.weights(pair.senior), 'F32');
    const moments = await engine.moments(pair.senior);
    const files = new Map(folder).set(WEIGHTS, weights);
    const arrays = moments ? [weights, moments.first, moments.second] : [weights];
    const snapshot = { progress: { ...progress, updates: moments?.updates ?? 0 }, files, moments };
    // Moved, not copied: a senior may be large.
    return transfer(
      snapshot,
      arrays.map(({ buffer }) => buffer),
    );
  },
};

expose(api);

// The optimizer worker: owns the models that learn, runs the training line and sends its events.
import { expose, transfer, wrap } from 'comlink';
import type { Checkpoint } from '../src/checkpoint/checkpoint.ts';
import { readSafetensors, writeSafetensors } from '../src/checkpoint/safetensors.ts';
import { checkpointFiles } from '../src/checkpoint/write.ts';
import type { RunConfig } from '../src/config/fields.ts';
import { chooseEngine, rolloutWorkersFor } from '../src/engine/choose/choose.ts';
import { trialOf } from '../src/engine/choose/trial.ts';
import type { Engine, Model } from '../src/engine/engine.ts';
import { splitEngine } from '../src/engine/split.ts';
import { WASM_PATHS } from '../src/engine/tfjs/wasm-paths.ts';
import type { OptimizerApi, TrainedModel } from '../src/protocol.ts';
import type { RunEvent } from '../src/run/events.ts';
import { holdPair, type PairFiles, readPair } from '../src/run/pair.ts';
import { BEGINNING, progressAfter, type RunProgress } from '../src/run/progress.ts';
import { train } from '../src/train.ts';
import { showLife } from './life.ts';
import { ownOrBelow } from './own-files.ts';

interface Learner {
  readonly model: Model;
  /** As it was read; snapshots put their own weights into it. */
  readonly folder: ReadonlyMap<string, Uint8Array>;
}

interface OptimizerRun {
  readonly engine: Engine;
  readonly senior: Learner;
  /** Null where the junior is frozen. */
  readonly junior: Learner | null;
  readonly events: AsyncGenerator<RunEvent, void>;
  progress: RunProgress;
}

const WEIGHTS = 'model.safetensors';

/** What each call leaves for the next. */
let asked: { readonly config: RunConfig; readonly files: PairFiles } | null = null;
let own: Engine | null = null;
let open: OptimizerRun | null = null;
/** Settings for the next step, as the page last sent them. */
let latest: RunConfig | null = null;

function made<T>(what: T | null): T {
  if (what === null) throw new Error('the optimizer worker was not asked in order');
  return what;
}

const learner = (model: Model, checkpoint: Checkpoint): Learner => {
  return { model, folder: checkpointFiles(checkpoint, { dtype: 'F32' }) };
};

/** A model’s last weights, from any engine. */
async function restore(engine: Engine, { model }: Learner, { files, moments }: TrainedModel) {
  const weights = readSafetensors(made(files.get(WEIGHTS) ?? null), WEIGHTS);
  await engine.assign(model, weights, moments ?? undefined);
}

async function trained(engine: Engine, { model, folder }: Learner): Promise<TrainedModel> {
  const weights = writeSafetensors(await engine.weights(model), 'F32');
  return { files: new Map(folder).set(WEIGHTS, weights), moments: await engine.moments(model) };
}

/** What of it is large and not needed here any more. */
function buffersOf({ files, moments }: TrainedModel): ArrayBufferLike[] {
  const weights = made(files.get(WEIGHTS) ?? null);
  const arrays = moments ? [weights, moments.first, moments.second] : [weights];
  return arrays.map(({ buffer }) => buffer);
}

const api: OptimizerApi = {
  read: async (config, modelsUrl) => {
    await showLife();
    latest = config;
    asked = { config, files: await readPair(config, ownOrBelow(modelsUrl)) };
  },
  choose: async (cores, onCompiled) => {
    const { config, files } = made(asked);
    const rows = config.promptsPerStep * config.groupSize;
    const trial = trialOf({ ...files, rows }, () => performance.now());
    const { name, engine } = await chooseEngine(config.engine, {
      wasmPaths: WASM_PATHS,
      trial,
      cores,
      onPipelines: onCompiled,
    });
    own = engine;
    return { engine: name, rolloutWorkers: rolloutWorkersFor(name, cores) };
  },
  open: async (rollouts, from) => {
    const { config, files } = made(asked);
    const engine = splitEngine(
      made(own),
      rollouts.map((port) => wrap<Engine>(port)),
    );
    const pair = await holdPair(engine, files);
    const senior = learner(pair.senior, files.senior);
    const junior = config.juniorLearns ? learner(pair.junior, files.junior) : null;
    if (from !== null) await restore(engine, senior, from);
    if (junior !== null && from?.junior) await restore(engine, junior, from.junior);
    const events = train(config, engine, pair, from?.progress, () => latest ?? config);
    open = { engine, senior, junior, events, progress: from?.progress ?? BEGINNING };
  },
  next: async () => {
    const run = made(open);
    const event = (await run.events.next()).value ?? null;
    if (event !== null) run.progress = progressAfter(run.progress, event);
    return event;
  },
  change: async (config) => {
    latest = config;
  },
  snapshot: async () => {
    const run = made(open);
    const senior = await trained(run.engine, run.senior);
    const junior = run.junior && (await trained(run.engine, run.junior));
    const updates = senior.moments?.updates ?? 0;
    const juniorUpdates = junior?.moments?.updates ?? 0;
    const progress = { ...run.progress, updates, juniorUpdates };
    // Moved, not copied: models may be large.
    return transfer(
      { progress, ...senior, junior },
      [senior, junior].flatMap((model) => (model === null ? [] : buffersOf(model))),
    );
  },
};

expose(api);

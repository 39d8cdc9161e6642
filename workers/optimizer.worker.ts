// The optimizer worker: owns the senior, runs the training line, tells it event by event.
import { expose, wrap } from 'comlink';
import { checkpointFiles } from '../src/checkpoint/write.ts';
import { chooseEngine } from '../src/engine/choose.ts';
import type { Engine } from '../src/engine/engine.ts';
import { splitEngine } from '../src/engine/split.ts';
import type { OptimizerApi } from '../src/protocol.ts';
import { train } from '../src/rl/train.ts';
import type { RunEvent } from '../src/run/events.ts';
import { loadPair, type Pair } from '../src/run/pair.ts';
import { fetchBelow } from './fetch-below.ts';
import { WASM_PATHS } from './wasm-paths.ts';

interface OpenRun {
  readonly engine: Engine;
  readonly pair: Pair;
  readonly events: AsyncGenerator<RunEvent, void>;
}

let open: OpenRun | null = null;

function current(): OpenRun {
  if (open === null) throw new Error('no run is open in the optimizer worker');
  return open;
}

const api: OptimizerApi = {
  open: async (config, modelsUrl, rollouts) => {
    const own = await chooseEngine(config.engine, WASM_PATHS);
    const engine = splitEngine(
      own,
      rollouts.map((port) => wrap<Engine>(port)),
    );
    const pair = await loadPair(config, engine, fetchBelow(modelsUrl));
    open = { engine, pair, events: train(config, engine, pair) };
  },
  next: async () => (await current().events.next()).value ?? null,
  checkpoint: async () => {
    const { engine, pair } = current();
    const weights = await engine.weights(pair.senior);
    return checkpointFiles({ ...pair.checkpoint, weights }, { dtype: 'F32' });
  },
};

expose(api);

// The rollout worker: an engine of its own, served on a port to the optimizer worker.
import { expose } from 'comlink';
import { chooseEngine } from '../src/engine/choose/choose.ts';
import { WASM_PATHS } from '../src/engine/tfjs/wasm-paths.ts';
import type { RolloutApi } from '../src/protocol.ts';
import { showLife } from './life.ts';

const api: RolloutApi = {
  serve: async (name, port) => {
    const { engine } = await chooseEngine(name, { wasmPaths: WASM_PATHS });
    expose(engine, port);
    await showLife();
  },
};

expose(api);

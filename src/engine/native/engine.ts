// The native engine: the Engine interface on a static plan of kernel calls.
import { parameterCount } from '../../checkpoint/shapes.ts';
import {
  checkBatch,
  checkGradient,
  checkOptimizer,
  checkRequest,
  checkSequences,
} from '../check.ts';
import { type Engine, EngineError, type EngineInfo, type Model } from '../engine.ts';
import { serial } from '../serial.ts';
import { shards, updateInShards } from '../shards.ts';
import { BUDGET, type Budget } from './budget.ts';
import { generate } from './generate.ts';
import type { Machine } from './machine/machine.ts';
import {
  assignModel,
  disposeModel,
  loadModel,
  type NativeModel,
  readMoments,
  readWeights,
} from './model.ts';
import { score } from './score.ts';
import { apply, gradients, updateWhole } from './update.ts';
import { wasmMachine } from './wasm/machine.ts';

export interface NativeOptions {
  readonly reason: string;
  /** How much is worked on at a time; changes no result. */
  readonly budget?: Partial<Budget>;
}

/**
 * Hand-written SIMD kernels in WebAssembly, one thread.
 * @throws EngineError where WebAssembly or its SIMD instructions are missing
 */
export async function nativeWasmEngine({ reason, budget }: NativeOptions): Promise<Engine> {
  const machine = await wasmMachine();
  return nativeEngine(machine, { name: 'native-wasm', reason }, { ...BUDGET, ...budget });
}

/** The Engine seam on any machine. */
export function nativeEngine(machine: Machine, info: EngineInfo, budget: Budget): Engine {
  const models = new Map<number, NativeModel>();
  let nextId = 1;
  const held = (model: Model): NativeModel => {
    const found = models.get(model.id);
    if (found === undefined) throw new EngineError(`model ${model.id} is not loaded here`);
    return found;
  };
  // A gradient on the device is not worth reading back, and all workers share the device.
  const shares = { scores: !machine.isDeviceResident, updates: !machine.isDeviceResident };
  const gradientsOf: Engine['gradients'] = async (model, batch, temperature) => {
    checkBatch(model, batch);
    return gradients(machine, held(model), batch, { temperature, budget });
  };
  const applyTo: Engine['apply'] = async (model, flat, optimizer) => {
    checkOptimizer(optimizer);
    checkGradient(parameterCount(model.config), flat);
    return apply(machine, held(model), flat, optimizer);
  };
  return serial({
    info,
    shares,
    load: async ({ config, weights }) => {
      const model = loadModel(machine, config, weights);
      const id = nextId++;
      models.set(id, model);
      return { id, config };
    },
    generate: async (senior, junior, request) => {
      checkRequest(senior, junior, request);
      return generate(machine, { senior: held(senior), junior: held(junior) }, request, budget);
    },
    score: async (model, sequences, { temperature, against }) => {
      checkSequences(model, sequences);
      const other = against === null ? null : held(against);
      return score(machine, held(model), sequences, { temperature, against: other, budget });
    },
    gradients: gradientsOf,
    apply: applyTo,
    update: async (model, batch, temperature, optimizer) => {
      checkBatch(model, batch);
      checkOptimizer(optimizer);
      if (!shares.updates) {
        return updateWhole(machine, held(model), batch, { temperature, optimizer, budget });
      }
      return updateInShards({
        parts: shards(batch),
        gradients: [oneByOne((part) => gradientsOf(model, part, temperature))],
        apply: (flat) => applyTo(model, flat, optimizer),
      });
    },
    weights: async (model) => readWeights(machine, held(model)),
    moments: async (model) => readMoments(machine, held(model)),
    assign: async (model, weights, moments) => assignModel(machine, held(model), weights, moments),
    dispose: async (model) => {
      disposeModel(machine, held(model));
      models.delete(model.id);
    },
  });
}

/** Parts one after the other; none begins after one that failed. */
function oneByOne<P, R>(work: (part: P) => Promise<R>): (part: P) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve();
  return (part) => {
    const next = last.then(() => work(part));
    last = next;
    return next;
  };
}

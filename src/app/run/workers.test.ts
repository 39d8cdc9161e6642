// The way to the workers, with workers that live in this thread behind real message ports.
import * as Comlink from 'comlink';
import { expect, test } from 'vitest';
import type { RunConfig } from '../../config/fields.ts';
import { DEFAULTS } from '../../config/presets.ts';
import type { OptimizerApi, RolloutApi } from '../../protocol.ts';
import type { RunEvent } from '../../run/events.ts';
import { BEGINNING } from '../../run/progress.ts';
import { connectWorkers } from './workers.ts';

class FakeWorker extends EventTarget {
  readonly port: MessagePort;
  terminated = false;
  constructor(api: object) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    Comlink.expose(api, port2);
    port1.addEventListener('message', (event) =>
      this.dispatchEvent(new MessageEvent('message', { data: event.data })),
    );
    port1.start();
  }
  onmessage = null;
  onmessageerror = null;
  onerror = null;
  postMessage(message: unknown, transfer: Transferable[] | StructuredSerializeOptions = []): void {
    this.port.postMessage(message, Array.isArray(transfer) ? transfer : (transfer.transfer ?? []));
  }
  terminate(): void {
    this.terminated = true;
    this.port.close();
  }
}

const ignore = () => {};

/** A rollout worker answers 'hello' on its port; the optimizer reports how many answered. */
function bench(changes: Partial<OptimizerApi> = {}) {
  const workers: FakeWorker[] = [];
  const make = (api: OptimizerApi | RolloutApi) => {
    const worker = new FakeWorker(api);
    workers.push(worker);
    return worker;
  };
  let answers = 0;
  const served: string[] = [];
  const optimizer: OptimizerApi = {
    read: async () => {},
    choose: async (_cores, onCompiled) => {
      onCompiled(1, 2);
      return { engine: 'native-wasm', rolloutWorkers: 2 };
    },
    open: async (ports) => {
      for (const port of ports) {
        const message = await new Promise<unknown>((resolve) => {
          port.addEventListener('message', (event) => resolve(event.data));
          port.start();
        });
        if (message === 'hello') answers += 1;
        port.close();
      }
    },
    next: async (): Promise<RunEvent | null> => ({ kind: 'end', step: answers }),
    change: async () => {},
    snapshot: async () => ({ progress: BEGINNING, files: new Map(), moments: null, junior: null }),
    ...changes,
  };
  const rollout: RolloutApi = {
    serve: async (engine, port) => {
      served.push(engine);
      port.postMessage('hello');
    },
  };
  const connection = connectWorkers({
    optimizer: () => make(optimizer),
    rollout: () => make(rollout),
    cores: 8,
    modelsUrl: 'http://localhost/models/',
  });
  return { connection, workers, served };
}

test('the optimizer reaches every rollout worker, events cross, all can be ended', async () => {
  const { connection, workers, served } = bench();
  await connection.open(DEFAULTS, null, ignore);
  expect(served).toEqual(['native-wasm', 'native-wasm']);
  expect(await connection.next()).toEqual({ kind: 'end', step: 2 });
  expect(workers).toHaveLength(3);
  connection.terminate();
  expect(workers.map((worker) => worker.terminated)).toEqual([true, true, true]);
});

test('the optimizer reports how many kernels are compiled', async () => {
  const { connection } = bench();
  const counted: number[][] = [];
  await connection.open(DEFAULTS, null, (...counts) => counted.push(counts));
  expect(counted).toEqual([[1, 2]]);
  connection.terminate();
});

test('an error inside a call keeps its message', async () => {
  const read = async () => {
    throw new Error('config.json: not found');
  };
  const { connection } = bench({ read });
  await expect(connection.open(DEFAULTS, null, ignore)).rejects.toThrow('config.json: not found');
  connection.terminate();
});

test.each(['error', 'messageerror'])('a worker’s %s event rejects the connection', async (kind) => {
  const { connection, workers } = bench();
  await connection.open(DEFAULTS, null, ignore);
  workers.at(-1)?.dispatchEvent(new Event(kind));
  await expect(connection.failed).rejects.toThrow('worker');
  connection.terminate();
});

test('the engine to blame is the one chosen, or asked for; none while the models are read', async () => {
  const fails = async () => {
    throw new Error('no');
  };
  const blamed = async (changes: Partial<OptimizerApi>, engine: RunConfig['engine']) => {
    const { connection } = bench(changes);
    await expect(connection.open({ ...DEFAULTS, engine }, null, ignore)).rejects.toThrow('no');
    connection.terminate();
    return connection.engine();
  };
  expect(await blamed({ read: fails }, 'tfjs-wasm')).toBeNull();
  expect(await blamed({ choose: fails }, 'tfjs-wasm')).toBe('tfjs-wasm');
  expect(await blamed({ choose: fails }, 'auto')).toBeNull();
  expect(await blamed({ open: fails }, 'auto')).toBe('native-wasm');
});

test('an engine that does without rollout workers gets none', async () => {
  const choose: OptimizerApi['choose'] = async () => {
    return { engine: 'native-webgpu', rolloutWorkers: 0 };
  };
  const { connection, workers } = bench({ choose });
  await connection.open(DEFAULTS, null, ignore);
  expect(workers).toHaveLength(1);
  connection.terminate();
});

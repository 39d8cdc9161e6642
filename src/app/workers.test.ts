// The way to the workers, with workers that live in this thread behind real message ports.
import * as Comlink from 'comlink';
import { expect, test } from 'vitest';
import { DEFAULTS } from '../config/presets.ts';
import type { OptimizerApi, RolloutApi } from '../protocol.ts';
import type { RunEvent } from '../run/events.ts';
import { connectWorkers, rolloutWorkers } from './workers.ts';

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

/** A rollout worker answers 'hello' on its port; the optimizer tells how many answered. */
function bench(open: (ports: readonly MessagePort[]) => Promise<void> = async () => {}) {
  const workers: FakeWorker[] = [];
  const make = (api: OptimizerApi | RolloutApi) => {
    const worker = new FakeWorker(api);
    workers.push(worker);
    return worker;
  };
  let answers = 0;
  const optimizer: OptimizerApi = {
    open: async (_config, _url, ports) => {
      await open(ports);
      for (const port of ports) {
        const said = await new Promise<unknown>((resolve) => {
          port.addEventListener('message', (event) => resolve(event.data));
          port.start();
        });
        if (said === 'hello') answers += 1;
        port.close();
      }
    },
    next: async (): Promise<RunEvent | null> => ({ kind: 'end', step: answers }),
    checkpoint: async () => new Map(),
  };
  const rollout: RolloutApi = {
    serve: async (_engine, port) => {
      port.postMessage('hello');
    },
  };
  const connection = connectWorkers({
    optimizer: () => make(optimizer),
    rollout: () => make(rollout),
    cores: 8,
    modelsUrl: 'http://localhost/models/',
  });
  return { connection, workers };
}

test('two cores get two rollout workers, one core or a GPU gets one', () => {
  expect(rolloutWorkers('auto', 8)).toBe(2);
  expect(rolloutWorkers('tfjs-wasm', 2)).toBe(2);
  expect(rolloutWorkers('tfjs-wasm', 1)).toBe(1);
  expect(rolloutWorkers('tfjs-webgpu', 8)).toBe(1);
  expect(rolloutWorkers('native-webgpu', 8)).toBe(1);
});

test('the optimizer reaches every rollout worker, events cross, all can be ended', async () => {
  const { connection, workers } = bench();
  await connection.open(DEFAULTS);
  expect(await connection.next()).toEqual({ kind: 'end', step: 2 });
  expect(workers).toHaveLength(3);
  connection.terminate();
  expect(workers.map((worker) => worker.terminated)).toEqual([true, true, true]);
});

test('an error inside a call keeps its message', async () => {
  const { connection } = bench(async () => {
    throw new Error('config.json: not found');
  });
  await expect(connection.open(DEFAULTS)).rejects.toThrow('config.json: not found');
  connection.terminate();
});

test.each(['error', 'messageerror'])('a worker’s %s event rejects the connection', async (kind) => {
  const { connection, workers } = bench();
  await connection.open(DEFAULTS);
  workers.at(-1)?.dispatchEvent(new Event(kind));
  await expect(connection.failed).rejects.toThrow('worker');
  connection.terminate();
});

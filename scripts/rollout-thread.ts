// A rollout worker in Node: an engine of its own, served to the thread that made it.
import { parentPort, workerData } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js';
import { startEngine } from '../node/engine.ts';

if (parentPort === null) throw new Error('rollout-thread.ts runs in a worker only');
expose(await startEngine(workerData), nodeEndpoint(parentPort));

// A worker thread with an engine of its own, served to the thread that made it.
import { parentPort, workerData } from 'node:worker_threads';
import { startEngine } from './engine.ts';
import { serveEngine } from './ports.ts';

if (parentPort === null) throw new Error('engine-worker.ts runs in a worker only');
serveEngine(await startEngine(workerData), parentPort);

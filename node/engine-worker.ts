// A worker thread with an engine of its own, served on the port it is given.
import { MessagePort, workerData } from 'node:worker_threads';
import { startEngine } from './engine.ts';
import { servePort } from './ports.ts';

const { port } = workerData;
if (!(port instanceof MessagePort)) throw new TypeError('the worker is given no port');
servePort(await startEngine('native-wasm'), port);

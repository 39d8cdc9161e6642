// Starts an engine in Node. The page has its own way to the wasm files; the rest is shared.
import { createRequire } from 'node:module';
import path from 'node:path';
import type { RunConfig } from '../src/config/fields.ts';
import { chooseEngine } from '../src/engine/choose.ts';
import type { Engine } from '../src/engine/engine.ts';

const require = createRequire(import.meta.url);

export function startEngine(name: RunConfig['engine']): Promise<Engine> {
  const wasm = require.resolve('@tensorflow/tfjs-backend-wasm');
  return chooseEngine(name, `${path.dirname(wasm)}${path.sep}`);
}

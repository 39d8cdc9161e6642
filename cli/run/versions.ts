// What a run was made with: versions of the packages and of Node, fingerprints of checkpoints.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { isJsonObject } from '../../src/json.ts';
import type { ModelRecord, RunRecord } from '../../src/run/record.ts';

const require = createRequire(import.meta.url);

function versionIn(file: string): string {
  const json: unknown = require(file);
  if (isJsonObject(json) && typeof json.version === 'string') return json.version;
  throw new Error(`${file} names no version`);
}

export function versions(): RunRecord['versions'] {
  return {
    tandem: versionIn('../../package.json'),
    node: process.version,
    tfjs: versionIn('@tensorflow/tfjs-core/package.json'),
  };
}

export async function modelRecord(folder: string): Promise<ModelRecord> {
  const bytes = await readFile(path.join(folder, 'model.safetensors'));
  return { folder, sha256: createHash('sha256').update(bytes).digest('hex') };
}

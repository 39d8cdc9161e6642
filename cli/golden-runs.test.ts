// The bytes of five short runs are those recorded in golden-runs.json, whatever the number of workers.

// TANDEM_RECORD_GOLDEN=1 writes the file anew; the commit then says why the numbers changed.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tandem } from './terminal.fixture.ts';

const RECORDED = 'test/fixtures/golden/golden-runs.json';
const PRESETS = ['jargon', 'jargon-reinforce', 'trl', 'logic', 'both-learn'];
// Evaluations before the first step and after the last.
const SHORT = ['--seed', '1', '--steps', '6', '--evaluate-every', '0', '--engine', 'native-wasm'];
const FILES = ['events.jsonl', 'rollouts.jsonl', 'senior/model.safetensors'];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tandem-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** SHA-256 of each file of the run, in hexadecimal. */
async function hashes(preset: string, workers = '1'): Promise<Record<string, string>> {
  const out = path.join(folder, `${preset}-${workers}`);
  const args = ['--preset', preset, ...SHORT, '--workers', workers, '--quiet', '--out', out];
  const run = await tandem(['train', ...args]);
  expect(run.code, run.stderr).toBe(0);
  const entries = FILES.map(async (file) => {
    const bytes = await readFile(path.join(out, file));
    return [file, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

test.runIf(process.env.TANDEM_RECORD_GOLDEN === '1')(
  'the hashes are recorded',
  async () => {
    const found: Record<string, unknown> = {};
    for (const preset of PRESETS) found[preset] = await hashes(preset);
    await writeFile(RECORDED, `${JSON.stringify(found, null, 2)}\n`);
  },
  300_000,
);

const RUNS = [...PRESETS.map((preset) => [preset, '1']), ['jargon', '2'], ['both-learn', '3']];

test.skipIf(process.env.TANDEM_RECORD_GOLDEN === '1').each(RUNS)(
  'six steps of %s with %s workers give the recorded bytes',
  async (preset, workers) => {
    const recorded = JSON.parse(await readFile(RECORDED, 'utf8'));
    expect(await hashes(preset, workers)).toEqual(recorded[preset]);
  },
  120_000,
);

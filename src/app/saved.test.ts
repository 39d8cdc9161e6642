// The files a run is kept as.
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { DEFAULTS } from '../config/presets.ts';
import { eventLine } from '../run/record.ts';
import { START } from './events.fixture.ts';
import { EMPTY_HISTORY, reduce } from './history.ts';
import { runFile, seniorFile } from './saved.ts';

const RUN = {
  runPreset: 'french',
  runConfig: { ...DEFAULTS, seed: 7 },
  history: reduce(EMPTY_HISTORY, START),
} as const;

test('the run is one JSON line per event, named by preset and seed', () => {
  const { name, content } = runFile(RUN);
  expect(name).toBe('tandem-french-seed7.jsonl');
  expect(content).toBe(eventLine(START));
});

test('the senior is a zip of one folder; equal files give equal bytes', () => {
  const files = new Map([
    ['config.json', new TextEncoder().encode('{}\n')],
    ['model.safetensors', Uint8Array.from({ length: 5000 }, (_, i) => i)],
  ]);
  const { name, content } = seniorFile(RUN, files);
  expect(name).toBe('tandem-french-seed7-senior.zip');
  if (typeof content === 'string') throw new Error('a zip is bytes');
  const entries = unzipSync(content);
  expect(Object.keys(entries)).toEqual([
    'tandem-french-seed7-senior/config.json',
    'tandem-french-seed7-senior/model.safetensors',
  ]);
  expect(entries['tandem-french-seed7-senior/model.safetensors']).toEqual(
    files.get('model.safetensors'),
  );
  expect(seniorFile(RUN, files).content).toEqual(content);
});

// The tables of claims say what the results say: made again, they are the files that are there.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EXPERIMENTS } from '../../src/experiments/index.ts';
import { findings } from './findings.ts';

test('README and index hold the tables that the results give', async () => {
  for (const [file, text] of await findings()) expect(await readFile(file, 'utf8')).toBe(text);
});

test('every experiment’s claims are in the index, headlines in the README too', async () => {
  const [index, readme] = [...(await findings()).values()];
  for (const { name, claims } of EXPERIMENTS) {
    if (!index?.includes(`(${name}.md)`)) continue;
    for (const { says, headline } of claims) {
      expect(index).toContain(says);
      expect(readme?.includes(says)).toBe(headline === true);
    }
  }
});

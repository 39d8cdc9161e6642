// The page and the terminal give the same bytes for the same link, with any number of workers.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { eventsOf, openExperiment, saved, savedRun, train } from './support/page.ts';

const FIELDS = 'prompts=4&group=4&steps=3&evaln=16&seed=5';

/** Trains in the terminal with the models that the built page has; gives the run's folder. */
async function trainInTerminal(folder: string, fields: string): Promise<string> {
  const link = `#v=1&p=jargon&${fields}`;
  const options = ['--out', folder, '--models', 'dist/models', '--quiet'];
  const args = ['--import', 'tsx', 'cli/tandem.ts', 'train', link, ...options];
  await promisify(execFile)(process.execPath, args);
  return folder;
}

const eventsIn = (folder: string) => readFile(path.join(folder, 'events.jsonl'), 'utf8');

async function pretendCores(page: Page, cores: number): Promise<void> {
  await page.addInitScript((count) => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => count });
  }, cores);
}

for (const engine of ['native-wasm', 'tfjs-wasm']) {
  test(`${engine}: page and terminal give the same run and the same senior`, async ({ page }, {
    outputDir,
  }) => {
    const fields = `${FIELDS}&engine=${engine}`;
    const folder = await trainInTerminal(path.join(outputDir, 'terminal'), fields);
    const expected = await eventsIn(folder);
    expect(eventsOf(expected).map(({ kind }) => kind)).toEqual([
      'start',
      'evaluation',
      ...Array(3).fill('step'),
      'evaluation',
      'end',
    ]);

    for (const [cores, workers] of [
      [1, 1],
      [2, 3],
    ] as const) {
      await test.step(`${workers} worker${workers > 1 ? 's' : ''}`, async () => {
        await pretendCores(page, cores);
        await page.goto('about:blank');
        await openExperiment(page, fields);
        await train(page);
        expect(page.workers()).toHaveLength(workers);
        expect(await savedRun(page)).toBe(expected);
      });
    }

    await test.step('the saved files bear the run’s name; the senior is that of the terminal', async () => {
      expect((await saved(page, 'Save run')).name).toBe('tandem-jargon-seed5.jsonl');
      const senior = await saved(page, 'Save senior');
      expect(senior.name).toBe('tandem-jargon-seed5-senior.zip');
      const files = Object.entries(unzipSync(senior.bytes));
      expect(files.map(([name]) => name)).toContain('tandem-jargon-seed5-senior/model.safetensors');
      for (const [name, bytes] of files) {
        const own = await readFile(path.join(folder, 'senior', path.basename(name)));
        expect(own.equals(bytes), name).toBe(true);
      }
    });
  });
}

test('engine auto is the same engine in both', async ({ page }, { outputDir }) => {
  const fields = 'prompts=1&group=2&steps=1&evaln=8';
  const folder = await trainInTerminal(path.join(outputDir, 'terminal'), fields);
  await openExperiment(page, fields);
  await train(page);
  expect(await savedRun(page)).toBe(await eventsIn(folder));
});

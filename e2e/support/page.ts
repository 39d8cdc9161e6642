// Actions of the tests on the page: open a link, train, save.
import { readFile } from 'node:fs/promises';
import { type Download, expect, type Locator, type Page } from '@playwright/test';
import type { RunEvent } from '../../src/run/events.ts';

/** The page at an experiment of the jargon preset, e.g. 'steps=2&seed=3'. */
export async function openExperiment(page: Page, fields: string): Promise<void> {
  await page.goto(`./#v=1&p=jargon&${fields}`);
}

export const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

/** What the run bar says, e.g. 'finished 3 steps'. */
export async function expectStatus(
  page: Page,
  text: string | RegExp,
  options?: { readonly timeout: number },
): Promise<void> {
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText(text, options);
}

/** A run may take as long as its test; one that fails is over at once. */
export async function train(page: Page): Promise<void> {
  await button(page, 'Play').click();
  const run = page.getByRole('region', { name: 'Run', exact: true });
  await expect(run).toContainText(/finished \d+ steps|stopped at step/, { timeout: 170_000 });
  await expect(page.getByRole('alert')).toHaveText([]);
}

async function download(page: Page, name: string): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return file;
}

/** Bytes and name of what a save button gives. */
export async function saved(page: Page, name: 'Save run' | 'Save senior') {
  const file = await download(page, name);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The page's events.jsonl. */
export async function savedRun(page: Page): Promise<string> {
  return (await saved(page, 'Save run')).bytes.toString('utf8');
}

/** Opens the experiment in a fresh document, trains to the end, gives events.jsonl. */
export async function wholeRun(page: Page, fields: string): Promise<string> {
  await page.goto('about:blank');
  await openExperiment(page, fields);
  await train(page);
  return savedRun(page);
}

export const eventsOf = (lines: string): readonly RunEvent[] =>
  lines
    .trimEnd()
    .split('\n')
    .map((line): RunEvent => JSON.parse(line));

export const presetBox = (page: Page): Locator =>
  page.getByRole('combobox', { name: 'Preset', exact: true });

/** Opens the table of every chart that has numbers. */
export async function openTables(page: Page): Promise<void> {
  for (const each of await page
    .getByText(/^Table of/)
    .filter({ visible: true })
    .all()) {
    await each.click();
  }
}

/** The solution's tokens. */
export const strip = (page: Page): Locator =>
  page.getByRole('listbox', { name: /^Tokens of the solution/ });

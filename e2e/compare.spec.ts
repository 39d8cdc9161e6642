// Runs are stored in the browser, compared by arms and seeds, and are there after a reload.
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { button, expectStatus, openExperiment, strip, train } from './support/page.ts';

const TINY = 'prompts=1&group=2&steps=2&evaln=8&eval=0&engine=native-wasm';

const section = (page: Page): Locator => page.getByRole('region', { name: 'Compare', exact: true });

/** Asks for a comparison by what is set up, and waits until it is done. */
async function compare(page: Page, runs: number): Promise<void> {
  await section(page)
    .getByRole('button', { name: `Train ${runs} runs` })
    .click();
  const queue = section(page).getByRole('region', { name: 'Runs in training' });
  await expect(queue).toContainText(`of ${runs} runs`);
  await expect(queue).toHaveCount(0, { timeout: 170_000 });
}

test('a run is listed, renamed, linked, exported, brought back and deleted', async ({ page }) => {
  await openExperiment(page, TINY);
  await expect(button(page, 'Set up a comparison')).toBeVisible();
  await train(page);
  const rename = section(page).getByRole('button', { name: 'Rename Jargon, seed 1' });
  await rename.click();
  await page.getByRole('textbox', { name: 'Name of Jargon, seed 1' }).fill('first try');
  await page.keyboard.press('Enter');
  const mine = section(page).getByRole('group', { name: 'first try' });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    mine.getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('tandem-first-try.jsonl');
  const path = await file.path();
  await mine.getByRole('button', { name: 'Delete' }).click();
  await expect(mine).toHaveCount(0);
  await section(page).getByRole('button', { name: 'Undo' }).click();
  await page.reload();
  await expect(mine).toBeVisible();
  await mine.getByRole('button', { name: 'Look' }).click();
  await expect(strip(page).getByRole('option')).not.toHaveCount(0);
  await expectStatus(page, 'recorded run of 2 steps');
  await section(page)
    .getByLabel('Files of runs')
    .setInputFiles({
      name: 'from a file.jsonl',
      mimeType: 'application/jsonl',
      buffer: await readFile(path),
    });
  await expect(section(page).getByRole('button', { name: 'Rename from a file' })).toBeVisible();
});

test('arms of three seeds are compared, of fewer they are not, also after a reload', async ({
  page,
}) => {
  await openExperiment(page, TINY);
  await button(page, 'Set up a comparison').click();
  await compare(page, 6);
  const warning = section(page).getByText('No comparison yet.');
  await expect(warning).toHaveCount(0);
  const levels = section(page).getByRole('region', { name: 'At the last evaluation, table' });
  await expect(levels.getByRole('row', { name: /^tandem 3 runs .* to / })).toBeVisible();
  const differences = section(page).getByRole('region', { name: 'Arm minus tandem, table' });
  await expect(differences.getByRole('row', { name: /^no junior/ })).toContainText(/zero/);
  const settings = section(page).getByRole('region', { name: 'Settings of the arms, table' });
  await expect(settings.getByRole('columnheader')).toHaveText(['Arm', 'Senior’s chance p']);
  await expect(settings.getByRole('row', { name: 'no junior 1', exact: true })).toBeVisible();

  await page.reload();
  await expect(differences.getByRole('row', { name: /^no junior/ })).toContainText(/zero/);
  await section(page).getByRole('button', { name: 'Look at step 2 of no junior, seed 3' }).click();
  await expect(page.getByText('Kept run “Jargon, seed 3”')).toBeVisible();
  await expectStatus(page, 'recorded run of 2 steps');
  await section(page).getByRole('button', { name: '6 runs' }).click();
  await section(page).getByRole('checkbox', { name: 'Compare Jargon, seed 3' }).first().uncheck();
  await expect(warning).toBeVisible();
  await expect(section(page).getByText('one run each, no comparison').first()).toBeVisible();
  await expect(differences.getByRole('row', { name: /^no junior/ })).toContainText('2 pairs only');
});

test('a sweep names what it cannot use, and gives a chart for each value', async ({ page }) => {
  await openExperiment(page, TINY);
  await button(page, 'Set up a comparison').click();
  await page.getByRole('tab', { name: 'Values of a setting' }).click();
  const values = page.getByRole('textbox', { name: 'Setting: values' });
  await values.fill('0.5, 2');
  await expect(section(page).getByRole('alert')).toContainText(
    'Senior’s chance p (coin): “2” is too large; numbers from 0 to 1.',
  );
  await values.fill('0.5, 1');
  await page.getByRole('textbox', { name: 'Seeds each' }).fill('1');
  await compare(page, 2);
  await button(page, 'One chart per arm').click();
  await expect(section(page).getByRole('figure', { name: /, coin 1$/ })).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'All curves as CSV').click(),
  ]);
  expect(file.suggestedFilename()).toBe('tandem-comparison.csv');
});

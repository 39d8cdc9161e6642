// Reload during a run, two tabs at once, back and forward.
import { expect, test } from '@playwright/test';
import {
  button,
  expectStatus,
  openExperiment,
  presetBox,
  savedRun,
  train,
} from './support/page.ts';

/** Models are loaded and measured first. */
const LOADED = { timeout: 120_000 };

test('a reload in the middle of a run keeps the settings and reports the interrupted run', async ({
  page,
}) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await openExperiment(page, 'prompts=1&group=2&steps=400&evaln=8&length=4');
  await button(page, 'Play').click();
  await expectStatus(page, /step [1-9]/, LOADED);
  await page.reload();
  await expectStatus(page, 'recorded run of 60 steps');
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /A run ended with the page, after \d+ of 400 steps/ }),
  ).toBeVisible();
  await expect(page.getByLabel('Group size', { exact: true })).toHaveValue('2');
  await button(page, 'Step').click();
  await expectStatus(page, 'paused at step 1 of 400', LOADED);

  await test.step('back and forward are earlier and later links', async () => {
    await page.goto('./#v=1&p=french');
    await expect(presetBox(page)).toHaveValue('french');
    await page.getByLabel('Seed', { exact: true }).fill('5');
    await page.goBack();
    await expect(presetBox(page)).toHaveValue('jargon');
    await expect(page.getByLabel('Group size', { exact: true })).toHaveValue('2');
    await page.goForward();
    await expect(presetBox(page)).toHaveValue('french');
    await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('5');
    // The run goes on with its own settings meanwhile.
    await expectStatus(page, 'paused at step 1 of 400');
  });
  expect(problems).toEqual([]);
});

test('two tabs train at once and give the same bytes', async ({ page, context }) => {
  const other = await context.newPage();
  const tabs = [page, other];
  for (const tab of tabs) await openExperiment(tab, 'prompts=1&group=2&steps=2&evaln=8');
  await Promise.all(tabs.map(train));
  const [first, second] = await Promise.all(tabs.map(savedRun));
  expect(first).toContain('"kind":"end"');
  expect(second).toBe(first);
});

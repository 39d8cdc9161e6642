// Presets with their recorded runs, live changes of settings, and a pair trained from random weights.
import { expect, test } from '@playwright/test';
import {
  button,
  eventsOf,
  expectStatus,
  openExperiment,
  presetBox,
  savedRun,
} from './support/page.ts';

test('each preset brings its recorded run and what it showed', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByText('Recorded run of the preset Jargon')).toBeVisible();
  await expect(presetBox(page).locator('optgroup')).toHaveCount(4);
  await presetBox(page).selectOption('Same model twice');
  await expect(page.getByText('Recorded run of the preset Same model twice')).toBeVisible();
  await expectStatus(page, 'recorded run of 100 steps');
  await expect(page.getByText(/In our runs it repaired \d+\s% of them/)).toBeVisible();
  await presetBox(page).selectOption('Free');
  await expect(page.getByText(/Recorded run of the preset/)).toHaveCount(0);
});

test('a setting changed between steps takes effect, is logged and saved; another waits for a new run', async ({
  page,
}) => {
  await openExperiment(page, 'prompts=1&group=2&steps=3&evaln=8&eval=0');
  await button(page, 'Step').click();
  await expectStatus(page, 'paused at step 1');
  await page.getByRole('textbox', { name: 'Learning rate', exact: true }).fill('0.002');
  await expect(page.getByText('changed: taken up at the next step')).toBeVisible();
  await button(page, 'Step').click();
  await expectStatus(page, 'paused at step 2');
  const journal = page.getByText('Changed during this run: 1 setting');
  await journal.click();
  await expect(page.getByText('after step 1: Learning rate 0.0004 → 0.002')).toBeVisible();
  const events = eventsOf(await savedRun(page));
  expect(events.flatMap((event) => (event.kind === 'change' ? [event] : []))).toEqual([
    { kind: 'change', step: 1, changes: { learningRate: 0.002 } },
  ]);
  await page.getByRole('textbox', { name: 'Seed', exact: true }).fill('7');
  await expect(page.getByText('changed: Reset to apply')).toBeVisible();
});

test('a pair is trained from random weights, stored, and trained in tandem', async ({ page }) => {
  await openExperiment(page, 'prompts=1&group=2&steps=1&evaln=8&eval=0');
  await button(page, 'Train your own pair …').click();
  const dialog = page.getByRole('dialog', { name: 'Train your own pair' });
  for (const who of ['The senior', 'The junior']) {
    const part = dialog.getByRole('group', { name: who });
    await part.getByRole('textbox', { name: 'Steps' }).fill('9');
    await expect(dialog.getByRole('alert')).toContainText('“9”; whole numbers from 10 to 4000');
    await expect(button(page, 'Train both')).toBeDisabled();
    await part.getByRole('textbox', { name: 'Steps' }).fill('10');
  }
  await button(page, 'Train both').click();
  await expect(dialog.getByText(/step 10 of 10, loss \d\.\d\d nats/)).toHaveCount(2, {
    timeout: 60_000,
  });
  await button(page, 'Use this pair').click();
  await expect(page).toHaveURL(
    /senior=own-jargon-80-plain-10-1-1&junior=own-plain-100-plain-10-12-2/,
  );
  // The link is enough where the browser has the pair.
  await page.reload();
  await button(page, 'Play').click();
  await expectStatus(page, 'finished 1 steps', { timeout: 60_000 });
});

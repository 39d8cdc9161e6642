// Sharing an experiment: its link, linked curves, a frame in another page.
import { expect, type Page, test } from '@playwright/test';
import { hindrances } from './support/axe.ts';
import { button, expectStatus, openExperiment, strip, train } from './support/page.ts';

const FIELDS = 'prompts=1&group=2&steps=2&eval=1&evaln=8';
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Share' });
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const sent = (page: Page) => page.getByRole('region', { name: 'From the link', exact: true });

test('link, curve and frame are copied; the receiver sees the curve and trains beside it', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openExperiment(page, FIELDS);
  await expectStatus(page, 'recorded run');

  await test.step('found by its word, before anything was trained', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'A command, a preset or a setting' }).fill('share');
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toContainText('Train first');
    await expect(button(page, 'Copy link')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByText('Link of all settings is copied.')).toBeVisible();
    expect(new URL(await copied(page)).hash).toBe(
      '#v=1&p=jargon&prompts=1&group=2&eval=1&evaln=8&steps=2',
    );
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
  });

  await train(page);
  await button(page, 'Share').click();
  await button(page, 'Copy link with curve').click();
  await expect(dialog(page).getByText('Link with my curve is copied.')).toBeVisible();
  const withCurve = await copied(page);
  expect(withCurve.length).toBeLessThan(400);

  await test.step('the frame', async () => {
    await dialog(page).getByRole('checkbox', { name: 'Header' }).check();
    await button(page, 'Copy code').click();
    await expect(dialog(page).getByText('The code of the frame is copied.')).toBeVisible();
    expect(await copied(page)).toMatch(
      /^<iframe src="http.*&amp;hide=header,article" .* height="720"/,
    );
    const height = page.getByRole('textbox', { name: 'Height in pixels' });
    await height.fill('50');
    await expect(height).toHaveAccessibleDescription(
      'Height: “50” is not a whole number from 240 to 2400.',
    );
    await expect(button(page, 'Copy code')).toHaveCount(0);
    expect(await hindrances(page, { within: 'dialog' })).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(button(page, 'Share')).toBeFocused();
  });

  await test.step('the receiver', async () => {
    await page.goto('about:blank');
    await page.goto(withCurve);
    await expect(sent(page)).toContainText('Grey, dashed');
    await page.getByText('Its numbers').click();
    const rows = page.getByRole('region', { name: 'Curves from the link' }).locator('tbody tr');
    await expect(rows).toHaveCount(3);
    await expect(rows.first()).toHaveText(/^0(\d+ %)+/);
    await button(page, 'Step').click();
    await expectStatus(page, 'paused at step 1');
    await expect(sent(page)).toBeVisible();
    await button(page, 'Take it away').click();
    await expect(sent(page)).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => location.hash)).not.toContain('curve');
  });
});

test('a page in a frame hides what its link names, also a header, and names unknown panels', async ({
  page,
}) => {
  await page.goto('./#v=1&p=jargon&hide=header,lab,settings,menu&curve=abcd');
  await expect(strip(page)).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('tablist', { name: 'Try out' })).toBeHidden();
  await expect(page.getByText('All settings')).toBeHidden();
  await expect(page.getByRole('figure', { name: 'Reward' })).toBeVisible();
  const notice = page.getByRole('status').filter({ hasText: 'Not all of the link could be used.' });
  await expect(notice).toContainText('“menu” is no part of the page; parts are header, preset');
  await expect(notice).toContainText('Linked curves (curve): its text is');
  for (const width of [900, 390]) {
    await page.setViewportSize({ width, height: 600 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, `${width} pixels`).toBeLessThanOrEqual(0);
  }
});

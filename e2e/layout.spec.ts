// The page at all widths and in both schemes: nothing overflows, the run bar stays, all is legible.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { button, openExperiment, openTables, train } from './page.ts';

const FIELDS = 'prompts=2&group=4&steps=1&evaln=8';

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Wide and narrow, and each side of the widths at which the page folds. */
const WIDTHS = [320, 390, 899, 900, 1100, 1440];
const ACTIONS = ['Play', 'Step', 'Reset', 'Copy link', 'Save run', 'Save senior'];

/** At every width nothing overflows, no action lies on another and the run bar is always in sight. */
async function expectFit(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflow(page), `${width} pixels`).toBeLessThanOrEqual(0);
    for (const end of [1e6, 0]) {
      await page.evaluate((y) => window.scrollTo(0, y), end);
      for (const name of ['Play', 'Step', 'Reset']) {
        await expect(button(page, name)).toBeInViewport({ ratio: 1 });
      }
    }
    for (const name of ACTIONS) {
      const each = button(page, name);
      // A trial fails where something else would receive the click; a disabled button has none.
      if (await each.isEnabled()) await each.click({ trial: true, timeout: 5_000 });
    }
  }
}

test('the page fits every width, before a run and after it', async ({ page }) => {
  await openExperiment(page, FIELDS);
  await page.getByText('All settings').click();
  await expectFit(page);
  await train(page);
  await openTables(page);
  await expectFit(page);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`no serious hindrance in the ${scheme} scheme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await openExperiment(page, `${FIELDS}&zz=1`);
    await page.getByText('All settings').click();
    const hindrances = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    };
    expect(await hindrances()).toEqual([]);
    await train(page);
    await openTables(page);
    expect(await hindrances()).toEqual([]);
  });
}

test('the reader’s scheme outlasts a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('./');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await button(page, 'Dark colours').click();
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(button(page, 'Light colours')).toBeVisible();
  expect(await paper()).toBe(dark);
});

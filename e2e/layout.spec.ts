// The page at three widths and in both schemes: nothing overflows, the run bar stays, all is legible.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { button, openExperiment, openTables, train } from './page.ts';

const FIELDS = 'prompts=2&group=4&steps=1&evaln=8';

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Fits, and the run bar is in sight at the top and at the bottom. */
async function expectFit(page: Page): Promise<void> {
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  for (const end of [0, 1e6]) {
    await page.evaluate((y) => window.scrollTo(0, y), end);
    for (const name of ['Play', 'Step', 'Reset']) {
      await expect(button(page, name)).toBeInViewport({ ratio: 1 });
    }
  }
}

for (const width of [390, 900, 1440]) {
  test(`at ${width} pixels nothing overflows and the run bar stays in sight`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await openExperiment(page, FIELDS);
    await page.getByText('All settings').click();
    await expectFit(page);
    await train(page);
    await openTables(page);
    await expectFit(page);
  });
}

test('no action lies on another, at any width', async ({ page }) => {
  await openExperiment(page, FIELDS);
  for (let width = 360; width <= 1760; width += 70) {
    await page.setViewportSize({ width, height: 800 });
    for (const name of ['Play', 'Step', 'Reset', 'Copy link', 'Save run', 'Save senior']) {
      // A trial click fails where something else would receive it; disabled buttons are not tried.
      const each = button(page, name);
      if (await each.isEnabled()) await each.click({ trial: true, timeout: 5_000 });
    }
    expect(await overflow(page), `${width} pixels`).toBeLessThanOrEqual(0);
  }
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

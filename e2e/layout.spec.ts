// The page at all widths and in all schemes: nothing overflows, the run bar stays, contrast suffices.
import { expect, type Page, test } from '@playwright/test';
import { hindrances } from './support/axe.ts';
import { button, expectStatus, openExperiment, openTables, train } from './support/page.ts';

const FIELDS = 'prompts=2&group=4&steps=1&evaln=8';

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Wide and narrow, each side of the widths at which the page folds, and 1440 zoomed to 200 %. */
const WIDTHS = [320, 390, 720, 899, 900, 1100, 1440];
const ACTIONS = ['Play', 'Step', 'Reset', 'Share', 'Save run', 'Save senior'];

/** At every width nothing overflows, no action lies on another and the run bar is always in sight. */
async function expectFit(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 720 ? 450 : 800 });
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

/** Layout shifts from now on without a recent input, added up when asked for. */
async function shifts(page: Page): Promise<() => Promise<number>> {
  const found = await page.evaluateHandle(() => {
    const all: number[] = [];
    // The types do not know these entries.
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly hadRecentInput: boolean;
    }
    const isShift = (entry: PerformanceEntry): entry is Shift => 'hadRecentInput' in entry;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (isShift(entry) && !entry.hadRecentInput) all.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
    return all;
  });
  return async () => (await found.jsonValue()).reduce((sum, value) => sum + value, 0);
}

/** What the web's vitals call good. */
const MOST_SHIFT = 0.1;

test('what is below solutions of different lengths stays where it is', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openExperiment(page, 'prompts=4&group=4&steps=8&evaln=8&eval=4');
  await expectStatus(page, 'recorded run');
  const shifted = await shifts(page);
  await train(page);
  expect(await shifted()).toBeLessThan(MOST_SHIFT);
});

test('a reader who wants text of twice the size gets it, and nothing overflows', async ({
  page,
}) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await openExperiment(page, FIELDS);
  await expectStatus(page, 'recorded run');
  const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize);
  expect(await size()).toBe('30px');
  for (const width of [390, 720, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await overflow(page), `${width} pixels`).toBeLessThanOrEqual(0);
    await expect(button(page, 'Play')).toBeInViewport({ ratio: 1 });
  }
});

test('the page fits every width and hinders nobody, before a run and after it', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openExperiment(page, `${FIELDS}&zz=1`);
  await page.getByText('All settings').click();
  await expectFit(page);
  expect(await hindrances(page, { at: 'shapes' }), 'light, before').toEqual([]);
  await train(page);
  await openTables(page);
  await expectFit(page);
  expect(await hindrances(page), 'light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await hindrances(page, { at: 'contrast' }), 'dark').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  expect(await hindrances(page, { at: 'contrast' }), 'forced colours').toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await hindrances(page, { at: 'shapes' }), '320 pixels').toEqual([]);

  await test.step('on paper: one column, no controls', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    for (const name of ACTIONS) await expect(button(page, name)).toBeHidden();
    for (const name of ['Solution', 'Accuracy on held-out problems', 'Experiment']) {
      await expect(page.getByText(name).or(page.getByLabel(name)).first()).toBeVisible();
    }
    await page.emulateMedia({ media: 'screen' });
  });

  await test.step('the reader’s scheme outlasts a reload', async () => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await button(page, 'Dark colours').click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload();
    await expect(button(page, 'Light colours')).toBeVisible();
    expect(await paper()).toBe(dark);
  });
});

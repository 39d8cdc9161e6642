// The whole page by keyboard with visible focus, and on a phone by touch.
import { expect, type Page, test } from '@playwright/test';
import { hindrances } from './support/axe.ts';
import { button, expectStatus, presetBox, strip } from './support/page.ts';

/** Models are loaded and measured first. */
const LOADED = { timeout: 120_000 };

const LINK = './#v=1&p=jargon&prompts=1&group=2&steps=2&evaln=8';

/** Name of what has the focus, and whether a reader can see that it has; null for the page itself. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === null || at === document.body) return null;
    const { top, bottom, width } = at.getBoundingClientRect();
    // Where one of many has the focus, that one is marked.
    const marked = document.getElementById(at.getAttribute('aria-activedescendant') ?? '') ?? at;
    const { outlineStyle, outlineWidth } = getComputedStyle(marked);
    const isInSight = bottom > 0 && top < innerHeight && width > 0;
    const isMarked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    const name = at.getAttribute('aria-label') ?? at.id ?? '';
    return {
      name: `${at.tagName} ${name || at.textContent?.trim().slice(0, 40)}`,
      isInSight,
      isMarked,
    };
  });

const MOST_STOPS = 250;

/** Tabs through the page until its end; gives the names of all stops. */
async function focusStops(page: Page): Promise<readonly string[]> {
  const names: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const found = await focused(page);
    if (found === null) return names;
    expect(found, found.name).toMatchObject({ isInSight: true, isMarked: true });
    names.push(found.name);
  }
  throw new Error(`Tab does not leave the page; last at ${names.slice(-5).join(', ')}`);
}

test('by keyboard alone: every stop is seen, then a run, a solution token by token, a branch, a link', async ({
  page,
}) => {
  await page.goto(LINK);
  await expectStatus(page, 'recorded run');
  const stops = await focusStops(page);
  expect(stops.length).toBeGreaterThan(30);
  // Nothing has the focus twice in a row, and the strip is one stop, not one per token.
  expect(stops.filter((name) => name.startsWith('DIV Tokens of the solution'))).toHaveLength(1);

  await test.step('a solution and a branch of it', async () => {
    await strip(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(strip(page).getByRole('option', { selected: true })).toHaveAccessibleName(
      /^token 2/,
    );
    await button(page, 'Junior').focus();
    await page.keyboard.press('Enter');
    const branch = page.getByRole('region', { name: /^The junior alone, from token/ });
    await expect(branch).toContainText(/reward [01]/);
    await branch.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Enter');
    await expect(branch).toHaveCount(0);
  });

  await test.step('preset and run', async () => {
    await presetBox(page).focus();
    await page.keyboard.press('ArrowDown');
    await expect(presetBox(page)).not.toHaveValue('jargon');
    await page.keyboard.press('ArrowUp');
    await expect(presetBox(page)).toHaveValue('jargon');
    await page.goto(LINK.replace('steps=2', 'steps=3'));
    await button(page, 'Step').focus();
    await page.keyboard.press('Enter');
    await expectStatus(page, 'paused at step 1 of 3', LOADED);
    await expect(button(page, 'Step')).toBeFocused();
  });

  await test.step('dialogs take the focus and give it back', async () => {
    await page.keyboard.press('Control+k');
    const query = page.getByRole('combobox', { name: 'A command, a preset or a setting' });
    await expect(query).toBeFocused();
    expect(await hindrances(page, { within: 'dialog' })).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(button(page, 'Step')).toBeFocused();
    await button(page, 'Share').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await expect(button(page, 'Copy link')).toBeFocused();
    for (let stop = 0; stop < 20; stop++) {
      await page.keyboard.press('Tab');
      // Between last and first, the browser's own bar may have the focus.
      const isInside = await dialog.evaluate(
        (node) => node.contains(document.activeElement) || document.activeElement === document.body,
      );
      expect(isInside).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(button(page, 'Share')).toBeFocused();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the run bar stays at the bottom, nothing moves sideways, targets are large enough', async ({
    page,
  }) => {
    await page.goto(LINK);
    await expectStatus(page, 'recorded run');
    for (const y of [0, 2000, 1e6]) {
      await page.evaluate((to) => window.scrollTo(500, to), y);
      expect(await page.evaluate(() => window.scrollX)).toBe(0);
      const box = await button(page, 'Play').boundingBox();
      expect(box?.y).toBeGreaterThan(844 - 80);
      expect(box?.height).toBeGreaterThanOrEqual(44);
    }
    await page.evaluate(() => window.scrollTo(0, 0));
    await button(page, 'Step').tap();
    await expectStatus(page, 'paused at step 1 of 2', LOADED);
    await strip(page).getByRole('option').nth(1).tap();
    await expect(strip(page).getByRole('option', { selected: true })).toHaveAccessibleName(
      /^token 2/,
    );
    await button(page, 'Share').tap();
    await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

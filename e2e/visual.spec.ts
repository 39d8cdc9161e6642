// The page as it opens, with its recorded run: columns, curves and inks are where they were.
import { expect, type Page, test } from '@playwright/test';
import { expectStatus } from './support/page.ts';

async function openRecorded(page: Page): Promise<void> {
  await page.goto('./');
  await expectStatus(page, 'recorded run of 60 steps');
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

const LOOKS = [
  { name: 'light', scheme: 'light', width: 1440, height: 900 },
  { name: 'dark', scheme: 'dark', width: 1440, height: 900 },
  { name: 'phone', scheme: 'light', width: 390, height: 844 },
] as const;

test('the recorded run in light, dark and on a phone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await openRecorded(page);
  for (const { name, scheme, width, height } of LOOKS) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height });
    await expect(page).toHaveScreenshot(`${name}.png`, {
      animations: 'disabled',
      caret: 'hide',
      // A letter's edge is a small difference, a column in another place a large one.
      threshold: 0.25,
      maxDiffPixelRatio: 0.04,
    });
  }
});

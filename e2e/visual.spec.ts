// The page as it opens, with its recorded run, pixel by pixel.
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

/**
 * Fewer than a single word or icon has. Two paintings of the software renderer differ in none; after an
 * intended change of the page, `--update-snapshots` makes new pictures.
 */
const MOST_DIFFERENT_PIXELS = 60;

test('the recorded run in light, dark and on a phone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await openRecorded(page);
  for (const { name, scheme, width, height } of LOOKS) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height });
    await expect.soft(page).toHaveScreenshot(`${name}.png`, {
      animations: 'disabled',
      caret: 'hide',
      threshold: 0.1,
      maxDiffPixels: MOST_DIFFERENT_PIXELS,
      timeout: 15_000,
    });
  }
});

// The benchmark view: opened by its link alone, measures, can be cancelled, gives figures to copy.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { button } from './support/page.ts';

async function openTiny(page: Page, rounds: number): Promise<void> {
  await page.goto('./#bench');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/benchmark/);
  const numbers = { Rows: 2, 'Tokens per row': 3, Rounds: rounds };
  for (const [label, value] of Object.entries(numbers)) {
    await page.getByRole('spinbutton', { name: label, exact: true }).fill(`${value}`);
  }
}

const cells = (page: Page, table: string) =>
  page.getByRole('table', { name: table }).getByRole('rowheader');

test('measures our engines and copies the figures', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTiny(page, 2);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Parts done' })).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Done.', { timeout: 150_000 });
  await expect(cells(page, 'Milliseconds')).toHaveText(['native-wasm', 'native-webgpu']);
  await expect(cells(page, 'Ratios')).toHaveText(['native-webgpu/native-wasm']);
  const facts = page.getByRole('definition');
  await expect(
    facts.filter({ hasText: /swiftshader.*says nothing about real GPUs/i }),
  ).toBeVisible();

  await button(page, 'Copy figures').click();
  await expect(button(page, 'Copied')).toBeVisible();
  const figures = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(figures).toMatchObject({ rows: 2, tokens: 3, rounds: 2, cores: expect.any(Number) });
  expect(figures.userAgent).toBe(await page.evaluate(() => navigator.userAgent));
  expect(figures.times['native-wasm'].rl_step.median).toBeGreaterThan(0);

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual(
    [],
  );
});

test('can be cancelled and begun again, and leads back to the playground', async ({ page }) => {
  await openTiny(page, 50);
  await button(page, 'Measure').click();
  await expect(page.getByRole('status')).toHaveText(/Warming up|Comparing|Round/);
  await button(page, 'Cancel').click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await page.getByRole('spinbutton', { name: 'Rounds', exact: true }).fill('1');
  await button(page, 'Measure').click();
  await expect(page.getByRole('status')).toHaveText('Done.', { timeout: 150_000 });
  await page.getByRole('link', { name: 'Back to the playground' }).click();
  await expect(button(page, 'Play')).toBeEnabled();
});

test('the page itself loads nothing of it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('./');
  await expect(button(page, 'Play')).toBeEnabled();
  expect(asked.filter((name) => /bench/i.test(name))).toEqual([]);
  await expect(page.getByText(/benchmark/i)).toHaveCount(0);
});

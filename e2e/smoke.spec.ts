// The page opens, says what it is, and stays on its own host.
import { expect, test } from '@playwright/test';
import { button, openExperiment, presetBox, train } from './page.ts';

test('opens without errors, names the default preset and offers to train', async ({ page }) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto('./');
  await expect(page).toHaveTitle('Tandem Playground');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/tandem/);
  await expect(presetBox(page)).toHaveValue('jargon');
  await expect(presetBox(page).locator('option:checked')).toHaveText('Jargon');
  await expect(button(page, 'Play')).toBeEnabled();
  await expect(button(page, 'Save run')).toBeDisabled();
  await expect(button(page, 'Save senior')).toBeDisabled();
  expect(problems).toEqual([]);
});

test('asks no other host for anything, from the first byte to a trained senior', async ({
  page,
  context,
}) => {
  const addresses: URL[] = [];
  context.on('request', (request) => addresses.push(new URL(request.url())));
  await openExperiment(page, 'prompts=1&group=2&steps=1&evaln=8');
  await train(page);
  const paths = addresses.map((address) => address.pathname);
  // The workers' own requests are seen too.
  expect(paths).toContain('/models/jargon-senior/model.safetensors');
  expect(paths).toContainEqual(expect.stringMatching(/\.wasm$/));
  const elsewhere = addresses.filter(
    ({ protocol, hostname }) => /^(https?|wss?):$/.test(protocol) && hostname !== 'localhost',
  );
  expect(elsewhere.map(String)).toEqual([]);
});

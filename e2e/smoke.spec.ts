// The page opens, loads from its own host only, and works offline after one visit.
import { expect, test } from '@playwright/test';
import { button, expectStatus, openExperiment, presetBox, train } from './support/page.ts';

test.use({ serviceWorkers: 'allow' });

/** Paths of what the service worker keeps. */
const keptFiles = async () => {
  const caches = await window.caches.keys();
  const keys = await Promise.all(
    caches.map(async (name) => (await window.caches.open(name)).keys()),
  );
  return keys.flat().map(({ url }) => new URL(url).pathname);
};

test('opens without errors, asks no other host for anything, and trains again without a network', async ({
  page,
  context,
}) => {
  const problems: string[] = [];
  const addresses: URL[] = [];
  context.on('request', (request) => addresses.push(new URL(request.url())));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));

  await test.step('the first visit', async () => {
    await page.goto('./');
    await expect(page).toHaveTitle('Tandem Playground');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/tandem/);
    await expect(presetBox(page)).toHaveValue('jargon');
    await expect(presetBox(page).locator('option:checked')).toHaveText('Jargon');
    await expect(button(page, 'Play')).toBeEnabled();
    await expect(button(page, 'Save run')).toBeDisabled();
    await expect(button(page, 'Save senior')).toBeDisabled();
    expect(problems).toEqual([]);
    await expect
      .poll(() => page.evaluate(keptFiles))
      .toEqual(
        expect.arrayContaining([
          '/index.html',
          '/recorded/jargon.json',
          '/models/jargon-senior/model.safetensors',
          '/models/plain-junior/tokenizer.json',
          expect.stringMatching(/optimizer\.worker/),
          expect.stringMatching(/rollout\.worker/),
          expect.stringMatching(/lab\.worker/),
        ]),
      );
  });

  await test.step('without a network: the page, its recorded run, a training', async () => {
    await context.setOffline(true);
    await page.reload();
    await expectStatus(page, 'recorded run of 60 steps');
    await openExperiment(page, 'prompts=1&group=2&steps=1&evaln=8');
    await train(page);
    await context.setOffline(false);
  });

  await test.step('no other host, with an engine that loads a file of its own', async () => {
    await page.goto('about:blank');
    await openExperiment(page, 'prompts=1&group=2&steps=1&evaln=8&engine=tfjs-wasm');
    await train(page);
    // What was used once is kept as well.
    await expect
      .poll(() => page.evaluate(keptFiles))
      .toContainEqual(expect.stringMatching(/\.wasm$/));
    const paths = addresses.map((address) => address.pathname);
    // The workers' own requests are seen too.
    expect(paths).toContain('/models/jargon-senior/model.safetensors');
    expect(paths).toContainEqual(expect.stringMatching(/\.wasm$/));
    const elsewhere = addresses.filter(
      ({ protocol, hostname }) => /^(https?|wss?):$/.test(protocol) && hostname !== 'localhost',
    );
    expect(elsewhere.map(String)).toEqual([]);
  });
});

// What goes wrong is said once, in words that help, and can be tried again.
import { expect, type Page, test } from '@playwright/test';
import { button, expectStatus, openExperiment, train } from './page.ts';

const FIELDS = 'prompts=1&group=2&steps=1&evaln=8';
const alerts = (page: Page) => page.getByRole('alert');

async function expectFailure(page: Page, ...words: readonly string[]): Promise<void> {
  await button(page, 'Play').click();
  await expect(alerts(page)).toHaveCount(1);
  for (const word of words) await expect(alerts(page)).toContainText(word);
  await expectStatus(page, 'stopped at step 0');
}

test('a model that is missing, then a network that fails, then a run', async ({ page }) => {
  const file = '**/models/jargon-senior/model.safetensors';
  await page.route(file, (route) => route.fulfill({ status: 404 }));
  await openExperiment(page, FIELDS);
  await expectFailure(page, 'The run stopped.', 'jargon-senior', 'model.safetensors');
  await page.unroute(file);

  await page.route(file, (route) => route.abort('connectionreset'));
  await button(page, 'Try again').click();
  await expectStatus(page, 'loading');
  await expectStatus(page, 'stopped at step 0');
  await expect(alerts(page)).toHaveCount(1);
  await page.unroute(file);

  await button(page, 'Try again').click();
  await expectStatus(page, 'finished 1 steps');
  await expect(alerts(page)).toHaveCount(0);
});

test('a file that is cut short is named', async ({ page }) => {
  await page.route('**/models/plain-junior/model.safetensors', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
  });
  await openExperiment(page, FIELDS);
  await expectFailure(page, 'plain-junior', 'model.safetensors');
});

test('senior and junior of different vocabularies are both named', async ({ page }) => {
  await page.route('**/models/plain-junior/tokenizer.json', async (route) => {
    const response = await route.fetch();
    const tokenizer = await response.json();
    const { vocab } = tokenizer.model;
    [vocab.Ġplus, vocab.Ġminus] = [vocab.Ġminus, vocab.Ġplus];
    await route.fulfill({ response, json: tokenizer });
  });
  await openExperiment(page, FIELDS);
  await expectFailure(page, 'jargon-senior', 'plain-junior', 'different vocabularies');
});

test('an engine that does not start is named, with the way out', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await openExperiment(page, `${FIELDS}&engine=tfjs-wasm`);
  await expectFailure(page, 'wasm', 'try another engine');
});

test('a broken worker file ends in a message', async ({ page }) => {
  await page.route('**/optimizer.worker-*.js', (route) => route.abort());
  await openExperiment(page, FIELDS);
  await expectFailure(page, 'The run stopped.', 'worker');
  await page.unroute('**/optimizer.worker-*.js');
  await button(page, 'Reset').click();
  await train(page);
});

for (const feature of ['Worker', 'WebAssembly']) {
  test(`without ${feature} there is one clear message and nothing to press`, async ({ page }) => {
    await page.addInitScript((name) => {
      Reflect.deleteProperty(window, name);
    }, feature);
    await page.goto('./');
    await expect(alerts(page)).toHaveCount(1);
    await expect(alerts(page)).toContainText('Training does not work here.');
    await expect(alerts(page)).toContainText(feature === 'Worker' ? 'Web Workers' : feature);
    await expect(button(page, 'Play')).toHaveCount(0);
  });
}

// Failures are reported once, with a way out.
import { expect, type Page, test, type Worker } from '@playwright/test';
import {
  button,
  eventsOf,
  expectStatus,
  openExperiment,
  saved,
  savedRun,
  train,
  wholeRun,
} from './support/page.ts';

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

test('a worker that breaks down in the middle: the senior is kept, and the run goes on', async ({
  page,
}) => {
  const fields = 'prompts=4&group=4&steps=3&evaln=8&seed=11&jl=1&junior2=able-junior';
  const whole = await wholeRun(page, fields);
  await page.goto('about:blank');
  await openExperiment(page, fields);
  await button(page, 'Step').click();
  await expectStatus(page, 'paused at step 1');
  await breakDown(page, 'rollout');
  await expect(alerts(page)).toContainText('out of luck');
  await expect(alerts(page)).toContainText(/The senior of step [01] is kept/);
  const kept = await saved(page, 'Save senior');

  await button(page, 'Try again').click();
  await expectStatus(page, 'finished 3 steps');
  const lines = (await savedRun(page)).split('\n');
  const resumed = lines.findIndex((line) => line.startsWith('{"kind":"resume"'));
  expect(resumed).toBeGreaterThan(0);
  expect(lines.toSpliced(resumed, 1).join('\n')).toBe(whole);
  expect((await saved(page, 'Save senior')).bytes.equals(kept.bytes)).toBe(false);
});

for (const name of ['rollout', 'optimizer'])
  test(`the ${name} worker ends without an error: it is noticed, and the run goes on`, async ({
    page,
  }) => {
    await openExperiment(page, 'prompts=2&group=4&steps=2&evaln=8&seed=11');
    await button(page, 'Step').click();
    await expectStatus(page, 'paused at step 1');
    const worker = page.workers().find((each) => each.url().includes(name));
    await worker?.evaluate('close()');
    await expect(alerts(page)).toContainText('A worker exited unexpectedly.');
    await button(page, 'Try again').click();
    await expectStatus(page, 'finished 2 steps');
  });

test('a graphics device that is lost: the run goes on with WebAssembly', async ({ page }) => {
  test.slow();
  const fields = 'prompts=1&group=2&steps=2&evaln=8&length=4&engine=native-webgpu';
  const optimizer = await withDevicesInReach(page, () => openAndStep(page, fields));
  await expectStatus(page, 'paused at step 1', { timeout: 240_000 });
  await optimizer.evaluate('for (const device of devices) device.destroy()');
  await button(page, 'Play').click();
  await expect(alerts(page)).toContainText('graphics device');
  await button(page, 'Go on with WebAssembly').click();
  await expectStatus(page, 'finished 2 steps');
  await expect(alerts(page)).toHaveCount(0);
  const events = eventsOf(await savedRun(page));
  // A step is done again where its senior was not yet kept.
  expect(events.filter(({ kind }) => kind === 'step')).toHaveLength(2);
  expect(events.find(({ kind }) => kind === 'resume')).toMatchObject({
    engine: { name: 'native-wasm' },
  });
  await expect(page.getByLabel('Engine', { exact: true })).toHaveValue('native-wasm');
});

async function openAndStep(page: Page, fields: string): Promise<void> {
  await openExperiment(page, fields);
  await button(page, 'Step').click();
}

/** An error that nobody catches in a worker of this name. */
async function breakDown(page: Page, name: string): Promise<void> {
  const worker = page.workers().find((each) => each.url().includes(name));
  await worker?.evaluate("setTimeout(() => { throw new Error('out of luck') })");
}

/** Begins a run whose optimizer worker notes its graphics devices in a global `devices`. */
async function withDevicesInReach(page: Page, run: () => Promise<void>): Promise<Worker> {
  // The worker reads the models first: time enough when they come only once it is prepared.
  const prepared = page.waitForEvent('worker').then(async (worker) => {
    await worker.evaluate(`
      globalThis.devices = [];
      const { requestDevice } = GPUAdapter.prototype;
      GPUAdapter.prototype.requestDevice = async function (...given) {
        const device = await requestDevice.apply(this, given);
        devices.push(device);
        return device;
      };
    `);
    return worker;
  });
  await page.route('**/model.safetensors', async (route) => {
    await prepared;
    await route.continue();
  });
  await run();
  return prepared;
}

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

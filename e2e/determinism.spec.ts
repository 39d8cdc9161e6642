// Equal links give equal runs, also with pauses, single steps and resets.
import { expect, type Page, test } from '@playwright/test';
import { button, expectStatus, openExperiment, savedRun, train, wholeRun } from './support/page.ts';

const STEPS = 3;
const FIELDS = `prompts=2&group=4&steps=${STEPS}&evaln=8&seed=11`;

async function press(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) await button(page, name).click();
}

/** Ways to the end of a run that stop in between. */
const ORDERS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'step by step': async (page) => {
    for (let step = 1; step < STEPS; step++) {
      await press(page, 'Step');
      await expectStatus(page, `paused at step ${step} of ${STEPS}`);
    }
    await press(page, 'Play');
  },
  'pause while the models load, step, resume': async (page) => {
    await press(page, 'Play', 'Pause', 'Step');
    await expectStatus(page, `paused at step 1 of ${STEPS}`);
    await press(page, 'Play');
  },
  'pause and resume in quick turn, then step': async (page) => {
    await press(page, 'Play', 'Pause', 'Play', 'Pause', 'Step');
    await expectStatus(page, `paused at step 1 of ${STEPS}`);
    await press(page, 'Play', 'Pause', 'Play');
  },
};

let first = '';
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  first = await wholeRun(page, FIELDS);
  await page.close();
});

test('the same link again, and Reset then Play, give the same bytes', async ({ page }) => {
  expect(await wholeRun(page, FIELDS)).toBe(first);
  await press(page, 'Reset');
  await expect(button(page, 'Save run')).toBeDisabled();
  await train(page);
  expect(await savedRun(page)).toBe(first);

  await test.step('another seed gives another run', async () => {
    const other = await wholeRun(page, FIELDS.replace('seed=11', 'seed=12'));
    expect(other.replaceAll('"seed":12', '"seed":11')).not.toBe(first);
  });
});

test('pauses and single steps change nothing', async ({ page }) => {
  for (const [order, go] of Object.entries(ORDERS)) {
    await test.step(order, async () => {
      await page.goto('about:blank');
      await openExperiment(page, FIELDS);
      await go(page);
      await expectStatus(page, `finished ${STEPS} steps`);
      expect(await savedRun(page)).toBe(first);
    });
  }
});

test('Reset in the middle of a run leaves nothing behind', async ({ page }) => {
  await openExperiment(page, FIELDS);
  await press(page, 'Step');
  await expectStatus(page, 'paused at step 1');
  await press(page, 'Play', 'Reset');
  await expectStatus(page, '3 steps of 2 × 4 solutions');
  await expect.poll(() => page.workers().length).toBe(0);
  await train(page);
  expect(await savedRun(page)).toBe(first);
});

// A training: status, curves, authors, rewards and advantages, the engine.
import { expect, type Page, test } from '@playwright/test';
import { button, expectStatus, openExperiment, openTables, strip, train } from './support/page.ts';

const STEPS = 3;
const GROUP = 4;

test.use({ viewport: { width: 1440, height: 900 } });

/** Rows of a chart's opened table, without the head. */
const rowsOf = (page: Page, title: string) =>
  page.getByRole('region', { name: `${title}, table`, exact: true }).locator('tbody tr');

test('a run ends, with curves, authors, rewards and advantages', async ({ page }) => {
  await openExperiment(page, `prompts=4&group=${GROUP}&steps=${STEPS}&evaln=16`);
  await button(page, 'Play').click();
  await expect(button(page, 'Pause')).toBeVisible();
  await expectStatus(page, `finished ${STEPS} steps`);
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', String(STEPS));

  await test.step('the engine is named, with the reason', async () => {
    const engine = button(page, 'WebAssembly');
    await expect(engine).toHaveAccessibleDescription(/^WebAssembly: WebGPU here is/);
    await engine.hover();
    await expect(
      page.getByText(/WebAssembly: WebGPU here is .*, software and slower\./),
    ).toBeVisible();
  });

  await test.step('every chart has its numbers', async () => {
    await openTables(page);
    const reward = rowsOf(page, 'Reward');
    await expect(reward).toHaveCount(STEPS);
    await expect(reward.nth(0)).toHaveText(/^1\d+ %$/);
    const accuracy = rowsOf(page, 'Accuracy on held-out problems');
    await expect(accuracy).toHaveCount(2);
    // Solo, tandem, handoff and junior, three of them with their intervals.
    await expect(accuracy.nth(0)).toHaveText(/^0(\d+ %.*){4}$/);
    await expect(accuracy.nth(0)).toContainText(/\(\d+ % to \d+ %\)/);
    for (const title of ['Drift', 'Legibility']) {
      await expect(rowsOf(page, title)).toHaveCount(2);
    }
    await expect(rowsOf(page, 'Senior’s share')).toHaveCount(STEPS);
    await expect(rowsOf(page, 'Style of the senior’s own solutions')).toHaveCount(2);
  });

  await test.step('each rollout has reward and advantage', async () => {
    const group = page.getByRole('region', { name: /^The group/ });
    const rows = group.getByRole('listitem');
    await expect(rows).toHaveCount(GROUP);
    for (const row of await rows.all()) {
      await expect(row).toContainText(/(right|wrong)[+−]?\d\.\d\d/);
    }
    await rows.nth(2).getByRole('button').click();
    await expect(rows.nth(2).getByRole('button')).toHaveAttribute('aria-current', 'true');
    const solution = page.getByRole('region', { name: 'Solution', exact: true });
    await expect(solution).toContainText(/reward [01]/);
    await expect(solution).toContainText(/advantage [+−]?\d\.\d\d/);
  });
});

test('tokens bear the ink of their author', async ({ page }) => {
  await openExperiment(page, 'prompts=2&group=2&steps=1&evaln=8');
  await train(page);
  const inks: string[] = [];
  for (const author of ['senior', 'junior']) {
    const token = strip(page).getByRole('option', { name: new RegExp(`^token \\d+, ${author}: `) });
    await expect(token).not.toHaveCount(0);
    inks.push(await token.first().evaluate((element) => getComputedStyle(element).color));
  }
  expect(new Set(inks).size).toBe(2);
  await expect(strip(page).getByRole('option', { name: /after a handoff$/ })).not.toHaveCount(0);
});

test('a task that is not arithmetic trains as well', async ({ page }) => {
  await page.goto('./#v=1&p=logic&prompts=2&group=2&steps=1&evaln=8');
  await train(page);
  await expect(page.getByText('What follows?')).toBeVisible();
  await expect(page.getByText(/answer D (true|false) E (true|false)/)).toBeVisible();
});

test('p = 1 is a training without a junior', async ({ page }) => {
  await openExperiment(page, 'coin=1&prompts=1&group=2&steps=1&evaln=8');
  await train(page);
  await expect(strip(page).getByRole('option', { name: /, senior: / })).not.toHaveCount(0);
  await expect(strip(page).getByRole('option', { name: /, junior: / })).toHaveCount(0);
});

// Curves of the recorded run: smoothing, axes, zoom, and each chart as a file.
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { button } from './support/page.ts';

const chart = (page: Page, title: string) => page.getByRole('figure', { name: title, exact: true });
const stepsOf = (page: Page, title: string) =>
  page.getByRole('region', { name: `${title}, table`, exact: true }).locator('tbody th');

async function savedAs(page: Page, title: string, kind: string) {
  await button(page, `Save ${title}`).click();
  const item = page.getByRole('menuitem', { name: kind });
  const [file] = await Promise.all([page.waitForEvent('download'), item.click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test.beforeEach(async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('./');
  await expect(page.getByText('Recorded run of the preset Jargon')).toBeVisible();
});

test('curves are zoomed by pointer and by numbers, smoothed, and drawn along other axes', async ({
  page,
}) => {
  await chart(page, 'Reward')
    .getByText(/^Table of/)
    .click();
  await expect(stepsOf(page, 'Reward')).toHaveCount(60);

  await test.step('a part is drawn with the pointer, and left by a double click', async () => {
    const plot = chart(page, 'Reward').locator('.u-over');
    const { x, y, width } = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0 };
    await page.mouse.move(x + width / 2, y + 20);
    await page.mouse.down();
    await page.mouse.move(x + 0.75 * width, y + 20, { steps: 4 });
    await page.mouse.up();
    await expect(stepsOf(page, 'Reward')).toHaveCount(16);
    await expect(stepsOf(page, 'Reward').first()).toHaveText('30');
    await plot.dblclick();
    await expect(stepsOf(page, 'Reward')).toHaveCount(60);
  });

  await test.step('by numbers, and a wrong one is named', async () => {
    await button(page, 'Zoom').click();
    await button(page, 'last 10').click();
    await expect(stepsOf(page, 'Reward').first()).toHaveText('50');
    const first = page.getByRole('textbox', { name: 'First step shown' });
    await first.fill('70');
    await expect(page.getByRole('alert')).toHaveText(
      'Step: “70” is not a whole number from 0 to 59.',
    );
    await first.fill('41');
    await expect(stepsOf(page, 'Reward').first()).toHaveText('41');
    await button(page, 'Whole run').click();
    await expect(stepsOf(page, 'Reward')).toHaveCount(60);
  });

  await test.step('a recorded run was not timed, but its tokens are counted', async () => {
    const axis = page.getByRole('combobox', { name: 'Horizontal axis' });
    await expect(axis.getByRole('option', { name: 'x seconds (not recorded)' })).toBeDisabled();
    await axis.selectOption('x tokens');
    await page.getByRole('combobox', { name: 'Vertical axis' }).selectOption('y log');
    await page.getByRole('combobox', { name: 'Smoothing' }).selectOption('moving mean');
    await page.getByRole('textbox', { name: 'Steps to average over' }).fill('15');
    const svg = (await savedAs(page, 'Drift', 'Drawing (SVG)')).bytes.toString('utf8');
    expect(svg).toContain('mean over 15 steps');
    expect(svg).toMatch(/>tokens<[\s\S]*stroke-opacity="0\.4"/);
    expect(svg).toMatch(/>0\.1<[\s\S]*>1<[\s\S]*>10</);
  });
});

test('more curves are there when asked for, and every chart gives its files', async ({ page }) => {
  await expect(chart(page, 'Gradient norm')).toHaveCount(0);
  await page.getByText('More curves').click();
  for (const title of ['Gradient norm', 'Entropy', 'Length', 'Handoff retention']) {
    await expect(chart(page, title).locator('canvas')).toHaveCount(1);
  }
  await expect(chart(page, 'KL penalty')).toHaveCount(0);

  const accuracy = 'Accuracy on held-out problems';
  const svg = await savedAs(page, accuracy, 'Drawing (SVG)');
  expect(svg.name).toBe('tandem-jargon-seed1-accuracy.svg');
  const drawing = svg.bytes.toString('utf8');
  for (const name of ['solo', 'tandem', 'handoff', 'junior alone']) {
    expect(drawing).toContain(`>${name}</text>`);
  }
  expect(drawing.match(/fill-opacity/g)).toHaveLength(3);

  const png = await savedAs(page, 'Gradient norm', 'Picture (PNG)');
  expect(png.name).toBe('tandem-jargon-seed1-gradient.png');
  expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  // Width and height of its header: twice the drawing's.
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([1280, 720]);
  expect(png.bytes.length).toBeGreaterThan(5_000);

  const csv = await savedAs(page, accuracy, 'All numbers (CSV)');
  const [head, ...rows] = csv.bytes.toString('utf8').trimEnd().split('\n');
  expect(head).toMatch(/^step,tokens,solo\/accuracy,solo\/accuracy low,solo\/accuracy high,/);
  expect(rows).toHaveLength(13);
  expect(rows[0]).toMatch(/^0,0,0\.9453,0\.8914,0\.9733,/);

  await button(page, 'Save Reward').press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Picture (PNG)' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Save Reward')).toBeFocused();
});

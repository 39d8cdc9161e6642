// The recorded run that the page opens with, and the lab on its solutions.
import { expect, type Page, test } from '@playwright/test';
import { button, expectStatus, strip } from './support/page.ts';

const scrubber = (page: Page) =>
  page.getByRole('slider', { name: 'Step whose solutions are shown' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name });

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await expect(page.getByText('Recorded run of the preset Jargon')).toBeVisible();
});

test('the recorded run has curves and solutions of many steps, and gives way to Play', async ({
  page,
}) => {
  await expectStatus(page, 'recorded run of 60 steps');
  await scrubber(page).fill('0');
  await expect(page.getByRole('button', { name: 'step 1 held · follow' })).toBeVisible();
  await expect(strip(page).getByRole('option', { name: /, junior: / })).not.toHaveCount(0);
  await scrubber(page).press('ArrowRight');
  await expect(page.getByRole('button', { name: 'step 5 held · follow' })).toBeVisible();
  await page.getByRole('button', { name: /held · follow/ }).click();
  await expect(page.getByText('step 60', { exact: true }).first()).toBeVisible();
  await expect(button(page, 'Save run')).toBeDisabled();
  await page.goto('./#v=1&p=jargon&prompts=1&group=2&steps=1&evaln=8');
  await button(page, 'Play').click();
  await expect(page.getByText('Recorded run of the preset Jargon')).toHaveCount(0);
  await expectStatus(page, 'finished 1 steps');
  await expect(button(page, 'Save run')).toBeEnabled();
});

test('a solution is written on by a model, with another token, or with a person’s words', async ({
  page,
}) => {
  await strip(page).focus();
  await page.keyboard.press('Home');
  const tokens = page.getByRole('listbox', { name: 'Tokens of the branch' }).getByRole('option');
  await button(page, 'Junior').click();
  const branch = page.getByRole('region', { name: 'The junior alone, from token 2 on' });
  await expect(branch).toContainText(/reward [01], instead of [01]/);
  // The nearest kept senior may be some steps away: the token is the same, its probability nearly.
  const first = (await strip(page).getByRole('option').first().getAttribute('aria-label')) ?? '';
  await expect(tokens.first()).toHaveAccessibleName(
    new RegExp(`^${first.slice(0, first.lastIndexOf(','))}, `),
  );
  await expect(branch.getByRole('option', { name: /token \d+, senior/ })).toHaveCount(1);
  await branch.getByRole('button', { name: 'Close' }).click();
  await expect(branch).toHaveCount(0);

  await test.step('another token', async () => {
    const likely = page.getByRole('list', { name: 'The senior’s top tokens here' });
    await expect(likely.getByRole('listitem')).toHaveCount(10);
    await likely.getByRole('button', { name: '·<<', exact: true }).click();
    await expect(tokens.first()).toHaveAccessibleName(/: <<|: ·<</);
  });

  await test.step('a person’s words, and one that cannot be read', async () => {
    const words = page.getByRole('textbox', { name: /^Words of your own/ });
    await words.fill('naïve');
    await button(page, 'Both').click();
    await expect(page.getByRole('alert')).toContainText('is not in the tokenizer');
    await expect(words).toHaveValue('naïve');
    await words.fill('times 2 is 8↵#### 8');
    await button(page, 'Nobody: it ends there').click();
    const own = page.getByRole('region', { name: 'You alone, from token 2 on' });
    await expect(own.getByRole('option', { name: /token 2, you: times/ })).toBeVisible();
    await expect(own).toContainText(/reward [01], instead of [01]/);
  });
});

test('maps show that the junior can go on from later solutions, and other steps write anew', async ({
  page,
}) => {
  const shares = async (title: string) => {
    const map = page.getByRole('table', { name: title });
    await expect(map).toBeVisible();
    await expect(button(page, 'Stop')).toHaveCount(0);
    const texts = await map.getByRole('cell').allInnerTexts();
    return texts.map((text) => Number(/^\d+/.exec(text.trim())?.[0]));
  };
  await button(page, 'by step 0').click();
  const before = await shares('written by the senior of step 0');
  await button(page, 'by step 60').click();
  const after = await shares('written by the senior of step 60');
  for (const list of [before, after]) {
    expect(list.length).toBeGreaterThan(3);
    for (const share of list) expect(share).toBeLessThanOrEqual(100);
  }
  expect(before[0]).toBe(after[0]);
  await tab(page, 'Handoff map').press('ArrowRight');
  await expect(tab(page, 'Other steps')).toHaveAttribute('aria-selected', 'true');
  for (const step of [0, 60]) {
    await button(page, `step ${step}`).click();
    const again = page.getByRole('region', { name: `By the senior of step ${step}` });
    await expect(again.getByRole('option')).not.toHaveCount(0);
  }
});

test('a person takes the junior’s turns, by keyboard, until the solution is over', async ({
  page,
}) => {
  await tab(page, 'Be the junior').click();
  await page.getByRole('combobox', { name: 'with the senior' }).selectOption('before training');
  await button(page, 'New round').click();
  const word = page.getByRole('textbox', { name: 'Your word' });
  const over = page.getByText(/(Right|Wrong): the answer is/);
  await expect(word.or(over).first()).toBeVisible();
  if (await word.isVisible()) {
    await word.fill('naïve');
    await word.press('Enter');
    await expect(page.getByRole('alert')).toContainText('is not in the tokenizer');
    await button(page, 'Ask the junior').click();
    const hints = page.getByRole('status').filter({ hasText: 'the junior would write' });
    await hints.getByRole('button').first().click();
    await expect(word).not.toHaveValue('naïve');
    await button(page, 'End').click();
  }
  await expect(over).toBeVisible();
  const scores = page.getByRole('row', { name: /before training/ });
  await expect(scores).toContainText(/[01] of 1 right.*[01] of 1 right/);
});

test('settings are found, changed, taken back and brought again', async ({ page }) => {
  const search = page.getByRole('searchbox', { name: 'Search the settings' });
  await search.fill('weight decay');
  const field = page
    .getByRole('spinbutton', { name: 'Weight decay', exact: true })
    .or(page.getByRole('textbox', { name: 'Weight decay', exact: true }));
  await field.fill('0.1');
  await expect(page).toHaveURL(/wd=0\.1/);
  await button(page, 'Undo').click();
  await expect(page).not.toHaveURL(/wd=/);
  await button(page, 'Redo').click();
  await expect(page).toHaveURL(/wd=0\.1/);
  await search.fill('');
  await page.getByRole('heading', { name: 'Experiment' }).click();
  await page.keyboard.press('Control+z');
  await expect(page).not.toHaveURL(/wd=/);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'A command, a preset or a setting' }).fill('french');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/p=french/);
  await expect(page.getByText('Recorded run of the preset Jargon')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Play or pause');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

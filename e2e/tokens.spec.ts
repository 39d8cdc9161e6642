// Moving along a solution by keyboard, and what the inspector shows of each token.
import { expect, type Page, test } from '@playwright/test';
import { button, expectStatus, openExperiment, strip } from './support/page.ts';

const current = (page: Page) => strip(page).getByRole('option', { selected: true });

/** 'token 3, senior: 5, 97.2 %' -> its parts. */
async function currentToken(page: Page) {
  const label = (await current(page).getAttribute('aria-label')) ?? '';
  const parts = /^token (\d+), (senior|junior): .*?, ((?:< )?[\d.]+ %)(, after a handoff)?$/.exec(
    label,
  );
  if (parts === null) throw new Error(`a token is named “${label}”`);
  const [, place, author, probability, handoff] = parts;
  return { place: Number(place), author, probability, isHandoff: handoff !== undefined };
}

test.beforeEach(async ({ page }) => {
  await openExperiment(page, 'prompts=2&group=2&steps=2&evaln=8');
  await button(page, 'Step').click();
  await expectStatus(page, 'paused at step 1 of 2');
});

test('arrows, Shift with arrows, Home and End move the current token', async ({ page }) => {
  const tokens = await strip(page).getByRole('option').count();
  const isAt = (place: number) =>
    expect(current(page)).toHaveAttribute('aria-label', new RegExp(`^token ${place}, `));
  await strip(page).focus();
  await page.keyboard.press('Home');
  await isAt(1);
  await page.keyboard.press('ArrowLeft');
  await isAt(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await isAt(3);
  await page.keyboard.press('ArrowLeft');
  await isAt(2);
  await page.keyboard.press('End');
  await isAt(tokens);
  await page.keyboard.press('ArrowRight');
  await isAt(tokens);
  await expect(page.getByText(`Token ${tokens} of ${tokens}`)).toBeVisible();
  await expect(strip(page)).toHaveAttribute(
    'aria-activedescendant',
    (await current(page).getAttribute('id')) ?? 'no id',
  );

  await test.step('to the last token before a handoff', async () => {
    await page.keyboard.press('Home');
    const before = await currentToken(page);
    await page.keyboard.press('Shift+ArrowRight');
    const mark = await currentToken(page);
    expect(mark.author).toBe(before.author);
    await page.keyboard.press('ArrowRight');
    const after = await currentToken(page);
    expect(after).toMatchObject({ place: mark.place + 1, isHandoff: true });
    expect(after.author).not.toBe(mark.author);
  });
});

test('the inspector has both models’ probabilities and top tokens', async ({ page }) => {
  await strip(page).focus();
  await page.keyboard.press('Home');
  for (let t = 0; t < 4; t++) {
    const token = await currentToken(page);
    for (const author of ['senior', 'junior']) {
      const opinion = page.getByRole('region', { name: `What the ${author} made of it` });
      await expect(opinion).toContainText(/log-prob\s*(−\d|0)/);
      await expect(opinion).toContainText(/entropy\s*\d/);
      // The author's own probability is the one in the token's name.
      if (author === token.author) await expect(opinion).toContainText(token.probability ?? '');
      const topTokens = opinion.getByRole('list', {
        name: `The ${author}’s top tokens here`,
      });
      const shares = await topTokens.getByRole('listitem').allInnerTexts();
      expect(shares.length).toBeGreaterThanOrEqual(2);
      expect(shares.length).toBeLessThanOrEqual(10);
      const numbers = shares.map((text) => Number(/([\d.]+) %$/.exec(text)?.[1]));
      expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    }
    await page.keyboard.press('ArrowRight');
  }
});

test('pointer and buttons lead to the same tokens', async ({ page }) => {
  await strip(page).getByRole('option').nth(1).click();
  expect((await currentToken(page)).place).toBe(2);
  await button(page, 'Next token').click();
  expect((await currentToken(page)).place).toBe(3);
  await button(page, 'Previous token').click();
  expect((await currentToken(page)).place).toBe(2);
  await button(page, 'Next problem').click();
  await expect(page.getByText('Problem 2 of 2')).toBeVisible();
  await page.getByText('Transcript').click();
  await expect(page.getByText(/(senior|junior): .+/).first()).toBeVisible();
});

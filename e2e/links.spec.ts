// A link holds all settings; what cannot be used of one is named.
import { expect, type Page, test } from '@playwright/test';
import { button, presetBox } from './support/page.ts';

const expectHash = (page: Page, hash: string) =>
  expect.poll(() => page.evaluate(() => location.hash)).toBe(hash);
const notice = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'Not all of the link could be used.' });

test('a changed setting changes the link, and the preset’s value leaves it again', async ({
  page,
}) => {
  await page.goto('./');
  const size = page.getByLabel('Group size', { exact: true });
  await size.fill('4');
  await expectHash(page, '#v=1&p=jargon&group=4');

  await test.step('one typed wrongly says why and changes nothing', async () => {
    await size.fill('65');
    await expect(size).toHaveAttribute('aria-invalid', 'true');
    await expect(size).toHaveAccessibleDescription(
      'Group size (group): “65” is too large; whole numbers from 1 to 64.',
    );
    await expectHash(page, '#v=1&p=jargon&group=4');
    await size.fill('6');
    await expect(size).toHaveAttribute('aria-invalid', 'false');
    await expectHash(page, '#v=1&p=jargon&group=6');
  });

  await page.getByLabel('Handoff', { exact: true }).selectOption('step');
  await expectHash(page, '#v=1&p=jargon&handoff=step&group=6');
  await button(page, 'Group size: back to the preset’s 8').click();
  await expect(size).toHaveValue('8');
  await expectHash(page, '#v=1&p=jargon&handoff=step');
  await presetBox(page).selectOption('french');
  await expectHash(page, '#v=1&p=french');
  await expect(page.getByLabel('Senior', { exact: true })).toHaveValue('french-senior');
  await expect(page.getByLabel('Handoff', { exact: true })).toHaveValue('word');

  await test.step('a task brings its own pair, and a link with another task’s is reported', async () => {
    await presetBox(page).selectOption('jargon');
    await page.getByText('All settings').click();
    await page.getByLabel('Task', { exact: true }).selectOption('logic');
    await expect(page.getByLabel('Senior', { exact: true })).toHaveValue('logic-senior');
    await expect(page.getByLabel('Junior', { exact: true })).toHaveValue('logic-junior');
    await expectHash(page, '#v=1&p=jargon&task=logic&senior=logic-senior&junior=logic-junior');
    await page.goto('./#v=1&p=jargon&task=logic');
    await expect(notice(page)).toContainText('“jargon-senior” solves arithmetic');
    await expect(page.getByLabel('Senior', { exact: true })).toHaveValue('jargon-senior');
  });
});

test('a link sets the settings, also the hidden ones; what it says wrongly is named, the preset’s value used', async ({
  page,
}) => {
  await page.goto('./#v=1&p=trl&coin=0.75&std=off&seed=9&kl=initial');
  await expect(presetBox(page)).toHaveValue('trl');
  await expect(page.getByLabel('Senior’s chance p', { exact: true })).toHaveValue('0.75');
  await expect(page.getByLabel('Senior’s chance p, slider')).toHaveValue('0.75');
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('9');
  await page.getByText('All settings').click();
  await expect(page.getByLabel('Divide by std', { exact: true })).not.toBeChecked();
  await expect(page.getByLabel('KL penalty to', { exact: true })).toHaveValue('initial');
  await expect(notice(page)).toHaveCount(0);

  await test.step('while the page is open', async () => {
    await page.goto('./#v=1&p=vanilla&seed=10');
    await expect(presetBox(page)).toHaveValue('vanilla');
    await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('10');
    await expect(page.getByLabel('Senior’s chance p', { exact: true })).toHaveValue('1');
  });

  await test.step('with wrong values', async () => {
    await page.goto(
      './#v=1&p=jargon&group=0&seed=abc&lr=9&coin=-1&handoff=never&zz=1&steps=7&hide=menu',
    );
    await expect(notice(page).getByRole('listitem')).toHaveText([
      'Group size (group): “0” is too small; whole numbers from 1 to 64. 8 is used.',
      'Seed (seed): “abc” is not a number; whole numbers from 0 to 4294967295. 1 is used.',
      'Learning rate (lr): “9” is too large; numbers from 0 to 0.1. 0.0004 is used.',
      'Senior’s chance p (coin): “-1” is too small; numbers from 0 to 1. 0.5 is used.',
      'Handoff (handoff): “never” is not a choice; one of word, token, step, chunk, alternate. word is used.',
      '“zz” is not a setting; it was ignored.',
      /^Hidden parts \(hide\): “menu” is no part of the page; parts are header, /,
    ]);
    await expect(page.getByLabel('Group size', { exact: true })).toHaveValue('8');
    await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('1');
    await expect(page.getByLabel('Steps', { exact: true })).toHaveValue('7');
    await button(page, 'Dismiss').click();
    await expect(notice(page)).toHaveCount(0);
    await expect(button(page, 'Play')).toBeEnabled();
  });

  for (const [hash, said] of [
    ['#nonsense', 'Link version (v): 1 is expected, none found'],
    ['#v=99&p=jargon', 'Link version (v): 1 is expected, “99” found'],
    ['#v=1&p=klingon', 'Preset (p): “klingon” does not exist; one of jargon,'],
    ['#v=1&p=jargon&%E0%A4%A=1', 'is not of the form key=value'],
    ['#v=1&p=jargon&seed=1&seed=2', '“seed” is given more than once'],
    [`#v=1&p=jargon&x=${'a'.repeat(5000)}`, 'at most 4000 are read'],
  ] as const) {
    await test.step(`nonsense: ${hash.slice(0, 40)}`, async () => {
      await page.goto(`./${hash}`);
      await expect(notice(page)).toContainText(said);
      await expect(presetBox(page)).toHaveValue('jargon');
    });
  }
});

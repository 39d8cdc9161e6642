// On the recorded run: playback, token colours, group, update view.
import { expect, type Page, test } from '@playwright/test';
import { button, strip } from './support/page.ts';

const current = (page: Page) => strip(page).getByRole('option', { selected: true });
const slider = (page: Page) => page.getByRole('slider', { name: 'Token of the solution' });

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await expect(page.getByText('Recorded run of the preset Jargon')).toBeVisible();
});

test('a solution is played by key and slider, and one sentence says what happens', async ({
  page,
}) => {
  await expect(page.getByText(/^A recorded run: at step 60 the senior learned from/)).toBeVisible();
  const pace = page.getByRole('combobox', { name: 'Speed of playing' });
  await pace.selectOption('0.5×');
  await strip(page).focus();
  await page.keyboard.press('Home');
  await expect(
    page.getByText(/^The coin gave the (senior|junior) the first token\.$/),
  ).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button(page, 'Pause the solution')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button(page, 'Play the solution')).toBeVisible();
  await pace.selectOption('4×');
  await button(page, 'Play the solution').click();
  await expect(current(page)).toHaveAccessibleName(/: end, /);
  await expect(button(page, 'Play the solution')).toBeVisible();
  await slider(page).press('Home');
  await expect(current(page)).toHaveAccessibleName(/^token 1, /);
  await slider(page).press('End');
  await expect(page.getByText(/ended the solution/)).toBeVisible();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /, (senior|junior): /);
  for (const author of ['senior', 'junior']) {
    const likely = page.getByRole('list', { name: `The ${author}’s top tokens here` });
    await expect(likely.getByRole('listitem')).toHaveCount(10);
  }
  await expect(page.getByText(/would have written \S/)).toHaveCount(1);
  await page.getByText('Transcript').click();
  await expect(page.getByText(/^(senior|junior): .*\(end\)$/)).toBeVisible();
});

test('the article’s controls set the experiment and say what they do', async ({ page }) => {
  const coin = page.getByRole('slider', { name: /chance at each coin/ });
  await coin.fill('0.75');
  await expect(
    page.getByText('the senior keeps the pen for 4 words, the junior for 1.3 words'),
  ).toBeVisible();
  await expect(page).toHaveURL(/coin=0\.75/);
  await page.getByRole('slider', { name: /Right solutions in a group/ }).fill('8');
  await expect(page.getByText('nothing is learned from this group')).toBeVisible();
});

test('tokens are coloured by what both models make of them, with bars', async ({ page }) => {
  const colour = page.getByRole('combobox', { name: 'Colour by' });
  await page.getByRole('checkbox', { name: 'Bars' }).check();
  await expect(page.getByText('the probability its author gave the token')).toBeVisible();
  await colour.selectOption('KL, senior from junior');
  await expect(page.getByText('as the senior of step 60 reads it')).toBeVisible();
  await expect(strip(page).getByRole('option').first()).toHaveAccessibleName(
    /, KL, senior from junior [\d.e−]+ nats$/,
  );
  await colour.selectOption('advantage');
  await expect(strip(page).getByRole('option').first()).toHaveAccessibleName(
    /, advantage [+−]?\d\.\d\d$/,
  );
});

test('a group balances, and its step goes in slow motion by keyboard', async ({ page }) => {
  const group = page.getByRole('region', { name: 'The group' });
  await expect(group).toContainText(/Σ.*0\.00.*add up to zero/);
  await page.getByRole('combobox', { name: 'Order of the solutions' }).selectOption('by reward');
  await expect(group.getByRole('listitem').first()).toContainText('right');
  await expect(group.getByRole('listitem').last()).toContainText('wrong');
  await button(page, 'This step in slow motion').click();
  const slow = page.getByRole('region', { name: 'Step 60 in slow motion' });
  await slow.getByRole('tab', { name: 'Problem' }).focus();
  const shows = async (what: RegExp) => {
    await page.keyboard.press('ArrowRight');
    await expect(slow.getByRole('tabpanel')).toContainText(what);
  };
  await expect(slow).toContainText('The answer to find');
  await shows(/8 rollouts, \d+ tokens/);
  await shows(/\d of 8 do: the mean reward is/);
  await shows(/Sum: \+\d\.\d\d and −\d\.\d\d are 0\.00/);
  await shows(/Loss of this group: .*\d+ tokens with loss in 128 rollouts/);
  await expect(slow.getByRole('option', { name: /junior.*push 0\.000$/ })).not.toHaveCount(0);
  await shows(/from after step 40 and after step 60, so 20 updates/);
  await expect(slow.getByRole('row', { name: /^right/ })).toContainText(/%.*%/);
  await slow.getByRole('button', { name: 'Back' }).click();
  await expect(slow.getByRole('tab', { name: 'Loss per token' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

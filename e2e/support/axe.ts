// Serious accessibility problems, found by axe.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

interface Look {
  /** At this part only, by CSS selector. */
  readonly within?: string;
  /** `contrast` where only colours have changed since all was looked at, `shapes` where they have not. */
  readonly at?: 'all' | 'contrast' | 'shapes';
}

const CONTRAST = ['color-contrast'];

export async function hindrances(
  page: Page,
  { within, at = 'all' }: Look = {},
): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  if (within !== undefined) builder.include(within);
  // Forty findings look alike, and text keeps its shape: they are looked at once.
  if (at === 'contrast') builder.exclude('.findings li + li');
  if (at === 'shapes') builder.exclude('.article');
  if (at === 'contrast') builder.withRules(CONTRAST);
  if (at === 'shapes') builder.disableRules(CONTRAST);
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

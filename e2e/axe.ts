// What hinders a reader seriously, found by axe.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** @param within looks at this part only, by CSS selector */
export async function hindrances(page: Page, within?: string): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page });
  if (within !== undefined) builder.include(within);
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

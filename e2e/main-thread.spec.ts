// Training leaves the page's own thread free.
import { expect, test } from '@playwright/test';
import { openExperiment, train } from './page.ts';

declare global {
  interface Window {
    longTasks?: number[];
  }
}

test('no long task on the page while it trains', async ({ page }) => {
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        // The first second is the page's own start.
        if (startTime > 1000) window.longTasks?.push(Math.round(duration));
      }
    }).observe({ type: 'longtask', buffered: true });
  });
  await openExperiment(page, 'prompts=8&group=8&steps=4&evaln=16&eval=2');
  // Playwright's own script must not run inside the second that is not counted.
  await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(1000);
  await train(page);
  expect(await page.evaluate(() => window.longTasks)).toEqual([]);
});

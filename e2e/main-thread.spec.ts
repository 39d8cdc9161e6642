// Training leaves the page's own thread free.
import { expect, test } from '@playwright/test';
import { openExperiment, train } from './page.ts';

/** A long task, by the W3C's definition. */
const LONGEST = 50;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Processor time of the thread in it, microseconds. */
  readonly tdur?: number;
}

/** Processor milliseconds of every task on the main threads of pages. */
function mainThreadTasks(trace: Buffer): readonly number[] {
  const { traceEvents }: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(
    trace.toString('utf8'),
  );
  const thread = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  return traceEvents
    .filter((event) => event.name.endsWith('RunTask') && main.has(thread(event)))
    .map(({ tdur = 0 }) => tdur / 1000);
}

// PerformanceObserver's 'longtask' tells the time on the wall, in which other programs on a busy machine
// have their part: a task of 20 ms may take 80. The browser's trace tells the thread's own time.
test('no task of 50 ms on the page’s thread while it trains', async ({ page, browser }) => {
  await openExperiment(page, 'prompts=8&group=8&steps=4&evaln=16&eval=2');
  // The page's own start is not what is measured.
  await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(1000);
  await browser.startTracing(page, { categories: ['toplevel'] });
  await train(page);
  const tasks = mainThreadTasks(await browser.stopTracing());
  expect(Math.max(...tasks)).toBeGreaterThan(1);
  expect(tasks.filter((task) => task > LONGEST)).toEqual([]);
});

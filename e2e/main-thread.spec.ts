// Training does not block the page’s thread, input is answered quickly, memory does not grow.
import { type Browser, type CDPSession, expect, type Page, test } from '@playwright/test';
import { button, expectStatus, openExperiment, strip } from './support/page.ts';

/** A long task, by the W3C's definition. */
const LONGEST = 50;
/** Milliseconds from a key or a click until the page has dealt with it; painting in software comes on top. */
const LONGEST_ANSWER = 100;
/** Milliseconds below which the browser does not report an answer. */
const FASTEST = 16;
/** Bytes that the page may keep of 250 steps: their numbers, and a few solutions more. */
const MOST_GROWTH = 4e6;
/** Milliseconds of the processor until the page can be used. */
const LONGEST_START = 2000;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: {
    readonly name?: string;
    readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string };
  };
  /** Begin and duration, microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread in it, microseconds. */
  readonly tdur?: number;
}

const isTask = ({ name }: TraceEvent) => name.endsWith('RunTask');
/** A question of the test's own, as for a button by its name: no reader's page is asked any. */
const isAsked = ({ args }: TraceEvent) =>
  args?.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession';

/** Processor milliseconds of every task of the page's own on the main threads of pages. */
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
  const own = traceEvents.filter((event) => main.has(thread(event)));
  const asked = own.filter(isAsked);
  return own
    .filter(isTask)
    .filter(({ ts, dur = 0 }) => !asked.some((each) => each.ts >= ts && each.ts <= ts + dur))
    .map(({ tdur = 0 }) => tdur / 1000);
}

/** What readers do while a run is on; gives the milliseconds that each waited for its answer. */
async function answers(page: Page): Promise<readonly number[]> {
  const slow = await page.evaluateHandle(() => {
    const found: number[] = [];
    // The types do not know the threshold yet.
    const options: PerformanceObserverInit & { readonly durationThreshold: number } = {
      type: 'event',
      durationThreshold: 16,
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry instanceof PerformanceEventTiming && ['keydown', 'click'].includes(entry.name))
          found.push(entry.processingEnd - entry.startTime);
    }).observe(options);
    return found;
  });
  const keys = ['Home', 'ArrowRight', 'ArrowRight', 'End', 'ArrowLeft', 'ArrowLeft'];
  const buttons = ['Previous token', 'Next token', 'Previous token'];
  await strip(page).focus();
  for (const key of keys) await page.keyboard.press(key);
  for (const name of buttons) await button(page, name).click();
  // Two frames later, the last answer is reported too.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  const reported = await slow.jsonValue();
  const fast = Array<number>(keys.length + buttons.length).fill(FASTEST);
  return [...reported, ...fast].slice(0, fast.length).sort((a, b) => a - b);
}

/** A whole run with a reader: processor milliseconds of each task, milliseconds of each answer. */
async function watched(page: Page, browser: Browser) {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await button(page, 'Play').click();
  await expectStatus(page, /step [1-3]/);
  const waits = await answers(page);
  await expectStatus(page, 'finished 4 steps');
  return { tasks: mainThreadTasks(await browser.stopTracing()), waits };
}

const TRIES = 3;

// PerformanceObserver's 'longtask' gives wall-clock time, in which other programs on a busy machine
// have their part: a task of 20 ms may take 80. The browser's trace has the thread's own time. That too
// grows where caches are shared, but not always in the same place: what is long by itself is so every time.
test('no task of 50 ms on the page’s thread while it trains and a reader reads, and quick answers', async ({
  page,
  browser,
}) => {
  await openExperiment(page, 'prompts=8&group=8&steps=4&evaln=16&eval=2');
  // The page's own start is not what is measured.
  await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(1000);
  const longest: number[] = [];
  const typical: number[] = [];
  while (longest.length < TRIES && !(Math.min(...longest) <= LONGEST)) {
    if (longest.length > 0) await button(page, 'Reset').click();
    const { tasks, waits } = await watched(page, browser);
    expect(Math.max(...tasks)).toBeGreaterThan(1);
    longest.push(Math.max(...tasks));
    typical.push(waits[Math.floor(waits.length / 2)] ?? Number.NaN);
  }
  expect(Math.min(...longest), longest.join()).toBeLessThanOrEqual(LONGEST);
  expect(Math.min(...typical), typical.join()).toBeLessThan(LONGEST_ANSWER);
});

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

test('the page can soon be used, and a long run leaves its memory as it was', async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await openExperiment(page, 'prompts=1&group=2&steps=300&eval=150&evaln=8&length=4');
  await expectStatus(page, 'recorded run');
  await expect(button(page, 'Play')).toBeEnabled();
  await expect(strip(page)).toBeVisible();
  const { metrics } = await session.send('Performance.getMetrics');
  const start = metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN;
  expect(1000 * start).toBeLessThan(LONGEST_START);

  await button(page, 'Play').click();
  await expectStatus(page, /step ([5-9]\d|1\d\d) of 300/);
  await button(page, 'Pause').click();
  await expectStatus(page, 'paused at step');
  const early = await heapOf(session);
  await button(page, 'Play').click();
  await expectStatus(page, 'finished 300 steps');
  expect((await heapOf(session)) - early).toBeLessThan(MOST_GROWTH);
});

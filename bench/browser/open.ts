// Opens the benchmark's page in Chromium and makes contenders of what runs there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, type PreviewServer, preview } from 'vite';
import { provideChromium, thisComputer } from '../../node/chromium.ts';
import { CHROMIUM_FLAGS } from '../../node/chromium-flags.ts';
import type { Sequence } from '../../src/engine/engine.ts';
import type { AdapterFacts } from '../../src/engine/native/webgpu/device.ts';
import { messageOf } from '../../src/message-of.ts';
import { AbsentError, type Contender } from '../timing/contender.ts';
import type { BenchWork } from '../timing/work.ts';
import type { GpuPeaks } from './gpu-peaks.ts';
import type {} from './page.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** Pages that share memory between workers must keep strangers out. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export interface BenchBrowser {
  readonly version: string;
  /** What the browser computes WebGPU on; null where it has none. */
  readonly adapter: AdapterFacts | null;
  readonly gpuPeaks: () => Promise<GpuPeaks>;
  /** `isolated` pages may use worker threads with shared memory. */
  readonly start: (name: string, work: BenchWork, isolated: boolean) => Promise<Contender>;
  readonly close: () => Promise<void>;
}

/** @throws AbsentError where there is no Chromium and none can be installed */
export async function openBrowser(): Promise<BenchBrowser> {
  const executablePath = chromiumPath();
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    const folder = await mkdtemp(path.join(tmpdir(), 'bench-page-'));
    closers.push(() => rm(folder, { recursive: true }));
    await buildPage(folder);
    const server = async (headers: Record<string, string>) => {
      const served = await serve(folder, headers);
      closers.push(() => served.close());
      return served;
    };
    const [plain, isolated] = [await server({}), await server(ISOLATION)];
    const { browser, adapter } = await withAdapter(executablePath, plain);
    closers.push(() => browser.close());
    const [page, alone] = [await openPage(browser, plain), await openPage(browser, isolated)];
    return {
      version: `Chromium ${browser.version()}`,
      adapter,
      gpuPeaks: () => page.evaluate(() => window.bench.gpuPeaks()),
      start: (name, work, threads) => startThere(threads ? alone : page, name, work),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** With the graphics adapter of this machine, or the software one where there is no other. */
async function withAdapter(executablePath: string, server: PreviewServer) {
  const open = async (real: boolean) => {
    const browser = await launch(executablePath, real);
    const page = await openPage(browser, server);
    return { browser, adapter: await page.evaluate(() => window.bench.adapter()) };
  };
  const first = await open(true);
  if (first.adapter !== null && !first.adapter.software) return first;
  await first.browser.close();
  return open(false);
}

function chromiumPath(): string {
  const machine = thisComputer();
  try {
    // What is installed must not mix with what the benchmark prints.
    return provideChromium({ ...machine, run: (name, args) => machine.run(name, args, 'ignore') });
  } catch (error) {
    throw new AbsentError(messageOf(error));
  }
}

async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, target: 'es2023', emptyOutDir: true, chunkSizeWarningLimit: 5000 },
  });
}

function serve(outDir: string, headers: Record<string, string>): Promise<PreviewServer> {
  return preview({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 4373, headers },
  });
}

async function launch(executablePath: string, real: boolean): Promise<Browser> {
  const shared = CHROMIUM_FLAGS.filter((flag) => !flag.startsWith('--use-webgpu-adapter'));
  const args = real ? [...shared, '--enable-features=Vulkan'] : [...CHROMIUM_FLAGS];
  return chromium.launch({ executablePath, args });
}

async function openPage(browser: Browser, server: PreviewServer): Promise<Page> {
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the server of the benchmark gave no address');
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}

async function startThere(page: Page, name: string, work: BenchWork): Promise<Contender> {
  const started = { name, work };
  const facts = await page.evaluate((given) => window.bench.start(given.name, given.work), started);
  return {
    name,
    ...facts,
    meanLogprob: (sequences) =>
      page.evaluate((given) => window.bench.contender(given.name).meanLogprob(given.sequences), {
        name,
        sequences: cloneable(sequences),
      }),
    decodeError: () => page.evaluate((of) => window.bench.contender(of).decodeError(), name),
    learn: (sequences) =>
      page.evaluate((given) => window.bench.contender(given.name).learn(given.sequences), {
        name,
        sequences: cloneable(sequences),
      }),
    soloRollout: () => page.evaluate((of) => window.bench.contender(of).soloRollout(), name),
    trainStep: () => page.evaluate((of) => window.bench.contender(of).trainStep(), name),
    rlStep: () => page.evaluate((of) => window.bench.contender(of).rlStep(), name),
    vanillaStep: null,
    close: () => page.evaluate((of) => window.bench.stop(of), name),
  };
}

const cloneable = (sequences: readonly Sequence[]) =>
  sequences.map(({ prompt, tokens }) => ({ prompt: [...prompt], tokens: Array.from(tokens) }));

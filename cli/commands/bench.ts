// tandem bench: times our engines and others side by side, in one run.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { BenchBrowser } from '../../bench/browser/open.ts';
import {
  type Browser,
  CONTENDERS,
  type GroupName,
  rowsOf,
  startInNode,
} from '../../bench/contenders.ts';
import { type GrowthPlan, measureGrowth } from '../../bench/growth.ts';
import { machineFacts } from '../../bench/machine.ts';
import { type GroupResult, measureGroup } from '../../bench/measure.ts';
import { formatReport, type Report } from '../../bench/report/report.ts';
import { resultOf } from '../../bench/report/result.ts';
import {
  type BenchWork,
  ROWS,
  SIZES,
  type SizeName,
  SOFTWARE_GPU,
  TOKENS,
} from '../../bench/timing/work.ts';
import {
  type Given,
  noWords,
  type Option,
  type TerminalCommand,
  UsageError,
} from '../input/command.ts';

const SIZE_NAMES = Object.keys(SIZES).filter((name): name is SizeName => name in SIZES);
const ALL_SIZES: readonly SizeName[] = ['toy', 'small', '5m'];
const OUT = 'docs/results/bench.md';

const OPTIONS = {
  size: {
    name: 'size',
    value: 'NAME',
    help: `One model size: ${SIZE_NAMES.join(', ')}. Without it: ${ALL_SIZES.join(', ')}.`,
  },
  engines: {
    name: 'engines',
    value: 'A,B',
    help: `Whom to compare, of ${CONTENDERS.join(', ')}; default all.`,
  },
  quick: {
    name: 'quick',
    value: null,
    help: 'Within five minutes on two cores that are free: the toy alone unless --size is given.',
  },
  json: {
    name: 'json',
    value: null,
    help: 'Prints {"ratios": {measure: {"a/b": number}}, ...} as the only line of standard output.',
  },
  out: { name: 'out', value: 'FILE.md', help: `Where the report is written; default ${OUT}.` },
} as const satisfies Record<string, Option>;

export const command: TerminalCommand = {
  words: '',
  options: Object.values(OPTIONS),
  notes: [
    'Those that need a browser run in Chromium or Chrome, which is looked for as the end-to-end tests do and installed where there is none; WebGPU is measured apart, and on a software adapter with a small batch.',
    'PyTorch and TRL are compared when python3, or the program that TANDEM_PYTHON names, has torch and trl. Contenders that do not compute the same log-probs end the run with an error.',
  ],
  run,
};

/**
 * How long what takes, in seconds: no further round of a group begins after its own time and after
 * `total`, which ends the growth as well. Rounds at most, and the growth's places.
 */
const QUICK = {
  rounds: 12,
  seconds: { processor: 130, gpu: 80, growth: 25, total: 250 },
  growth: { rows: [64, 128, 256], tokens: [32, 64, 128], sizes: ['toy', 'small'], rounds: 1 },
} as const;
const FULL = {
  rounds: 7,
  seconds: { processor: 900, gpu: 400, growth: 900, total: 7200 },
  growth: {
    rows: [32, 64, 128, 256, 512],
    tokens: [32, 64, 128, 256],
    sizes: ['toy', 'small', '5m'],
    rounds: 3,
  },
} as const;

async function run(given: Given): Promise<number> {
  noWords(given);
  const names = enginesOf(given);
  const quick = given.options.has(OPTIONS.quick.name);
  const { rounds, seconds, growth } = quick ? QUICK : FULL;
  const machine = machineFacts();
  const browser = onceOpened();
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const end = performance.now() + 1000 * seconds.total;
  const until = (own: number) => Math.min(end, performance.now() + 1000 * own);
  try {
    const sizes = sizesOf(given, quick);
    const groups: GroupResult[] = [];
    const measure = async (group: GroupName, places: readonly SizedWork[]) => {
      for (const { size, work } of places) {
        const plan = { group, size, work, names, rounds, until: until(seconds[group]) };
        groups.push(await measureGroup(plan, browser.open, tell));
      }
    };
    await measure('processor', sizes.map(whole));
    if (rowsOf('gpu', names).length > 0) await measure('gpu', await gpuPlaces(sizes, browser.open));
    if (groups.every(({ contenders }) => contenders.length === 0)) {
      throw new Error(`none of ${names.join(', ')} starts here`);
    }
    const grown = { ...growth, until: until(seconds.growth) };
    await writeReport(given, {
      command: commandOf(given),
      date: new Date().toISOString().slice(0, 10),
      machine,
      browser: (await browser.opened())?.version ?? null,
      groups,
      growth: await growthOf(names, grown, tell),
    });
    return 0;
  } finally {
    await (await browser.opened())?.close();
  }
}

interface SizedWork {
  readonly size: SizeName;
  readonly work: BenchWork;
}

const whole = (size: SizeName): SizedWork => ({
  size,
  work: { config: SIZES[size], rows: ROWS, tokens: TOKENS },
});

/** All sizes on a graphics adapter; where there is none, the first size with little work. */
async function gpuPlaces(sizes: readonly SizeName[], open: Browser): Promise<readonly SizedWork[]> {
  const places = sizes.map(whole);
  const adapter = await open().then(
    (browser) => browser.adapter,
    // Why there is no browser is said of each contender that needs it.
    () => null,
  );
  if (adapter !== null && typeof adapter === 'object' && !adapter.software) return places;
  return places.slice(0, 1).map(({ size, work }) => ({ size, work: { ...work, ...SOFTWARE_GPU } }));
}

/** The browser is opened when it is first needed, and not again where that failed. */
function onceOpened(): { open: Browser; opened: () => Promise<BenchBrowser | null> } {
  let opening: Promise<BenchBrowser> | null = null;
  return {
    open: () => {
      // Vite and Playwright are needed by nothing else in the terminal.
      opening ??= import('../../bench/browser/open.ts').then(({ openBrowser }) => openBrowser());
      return opening;
    },
    opened: async () => (opening === null ? null : opening.catch(() => null)),
  };
}

async function growthOf(
  names: readonly string[],
  plan: GrowthPlan,
  tell: (line: string) => void,
): Promise<Report['growth']> {
  if (!names.includes('native-wasm')) return [];
  tell('growth with rows, tokens and parameters');
  return measureGrowth((work) => startInNode('native-wasm', work), plan);
}

async function writeReport({ options }: Given, report: Report): Promise<void> {
  const text = formatReport(report);
  const file = options.get(OPTIONS.out.name) ?? OUT;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  const json = options.has(OPTIONS.json.name);
  process.stdout.write(json ? `${JSON.stringify(resultOf(report))}\n` : text);
}

function sizesOf({ options }: Given, quick: boolean): readonly SizeName[] {
  const asked = options.get(OPTIONS.size.name);
  if (asked === undefined) return quick ? ['toy'] : ALL_SIZES;
  const found = SIZE_NAMES.find((name) => name === asked);
  if (found !== undefined) return [found];
  throw new UsageError(`--size is “${asked}”; allowed: ${SIZE_NAMES.join(', ')}.`);
}

function enginesOf({ options }: Given): readonly string[] {
  const text = options.get(OPTIONS.engines.name);
  const names = text === undefined ? CONTENDERS : text.split(',');
  const bad = names.find((name) => !CONTENDERS.includes(name));
  if (bad === undefined) return [...new Set(names)];
  throw new UsageError(`--engines names “${bad}”; allowed: ${CONTENDERS.join(', ')}.`);
}

function commandOf({ options }: Given): string {
  const words = [...options].map(([name, value]) =>
    value === 'true' ? `--${name}` : `--${name} ${value}`,
  );
  return ['npm run bench', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}

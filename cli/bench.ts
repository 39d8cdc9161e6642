// tandem bench: times our engines and others side by side, in one run. Computes nothing itself.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { medians, ratioTable, tandemCost } from '../bench/compare.ts';
import { type GrowthPlan, measureGrowth } from '../bench/growth.ts';
import { machineFacts } from '../bench/machine.ts';
import {
  CONTENDERS,
  measureSize,
  type SizeResult,
  startEngineContender,
} from '../bench/measure.ts';
import { formatReport, type Report } from '../bench/report.ts';
import { SIZES, type SizeName } from '../bench/work.ts';
import { type Command, type Given, noWords, type Option, UsageError } from './command.ts';

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
    help: 'Within five minutes: the toy alone unless --size is given, rounds for two minutes.',
  },
  json: {
    name: 'json',
    value: null,
    help: 'Prints {"ratios": {measure: {"a/b": number}}, ...} as the only line of standard output.',
  },
  out: { name: 'out', value: 'FILE.md', help: `Where the report is written; default ${OUT}.` },
} as const satisfies Record<string, Option>;

export const benchCommand: Command = {
  name: 'bench',
  summary: 'Times our engines, TensorFlow.js and PyTorch side by side.',
  words: '',
  options: Object.values(OPTIONS),
  notes: [
    'PyTorch is compared when python3, or the program that TANDEM_PYTHON names, has torch. Contenders that do not compute the same log-probs end the run with an error.',
  ],
  run,
};

/** How long what takes: seconds of rounds per size, rounds at most, and the growth's places. */
const QUICK = {
  rounds: 12,
  seconds: 120,
  growth: { rows: [64, 128, 256], tokens: [32, 64, 128], sizes: ['toy', 'small'], rounds: 1 },
} as const;
const FULL = {
  rounds: 7,
  seconds: 600,
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
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const sizes: SizeResult[] = [];
  for (const size of sizesOf(given, quick)) {
    sizes.push(await measureSize(size, { names, rounds, seconds, tell }));
  }
  const report = {
    command: commandOf(given),
    date: new Date().toISOString().slice(0, 10),
    machine,
    sizes,
    growth: await growthOf(names, growth, tell),
  };
  await writeReport(given, report);
  return 0;
}

async function growthOf(
  names: readonly string[],
  plan: GrowthPlan,
  tell: (line: string) => void,
): Promise<Report['growth']> {
  if (!names.includes('native-wasm')) return [];
  tell('growth with rows, tokens and parameters');
  return measureGrowth((work) => startEngineContender('native-wasm', work), plan);
}

async function writeReport({ options }: Given, report: Report): Promise<void> {
  const text = formatReport(report);
  const file = options.get(OPTIONS.out.name) ?? OUT;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  const json = options.has(OPTIONS.json.name);
  process.stdout.write(json ? `${JSON.stringify(resultOf(report))}\n` : text);
}

/** `ratios` are those of the first size; `sizes` has them all. */
function resultOf({ sizes, machine, growth, command, date }: Report) {
  const own = (result: SizeResult) => ({
    ratios: medians(ratioTable(result.times)),
    tandem_over_vanilla: Object.fromEntries(
      result.contenders.map(({ name }) => [name, tandemCost(result.times, name)]),
    ),
    peak_gflops: result.peak,
    train_step_share_of_peak: result.peakShare,
    agreement: result.agreement,
    contenders: result.contenders,
    absent: result.absent,
    times: Object.fromEntries(result.times),
  });
  const all = Object.fromEntries(sizes.map((result) => [result.size, own(result)]));
  const [first] = sizes;
  const ratios = first === undefined ? {} : medians(ratioTable(first.times));
  return { ratios, sizes: all, growth, machine, command, date };
}

function sizesOf({ options }: Given, quick: boolean): readonly SizeName[] {
  const wanted = options.get(OPTIONS.size.name);
  if (wanted === undefined) return quick ? ['toy'] : ALL_SIZES;
  const found = SIZE_NAMES.find((name) => name === wanted);
  if (found !== undefined) return [found];
  throw new UsageError(`--size is “${wanted}”; allowed: ${SIZE_NAMES.join(', ')}.`);
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

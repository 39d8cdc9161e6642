// The measured figures as Markdown.
import { parameterCount } from '../../src/checkpoint/shapes.ts';
import type { Growth } from '../growth.ts';
import type { MachineFacts } from '../machine.ts';
import type { About, GroupResult, WorkShares } from '../measure.ts';
import {
  isOfInterest,
  type Ratio,
  type RatioTable,
  ratioTable,
  tandemCost,
} from '../timing/compare.ts';
import { MEASURES } from '../timing/contender.ts';
import type { AllTimes } from '../timing/rounds.ts';
import { exponent, median, type Spread, spread } from '../timing/statistics.ts';
import type { Agreement } from '../timing/verify.ts';
import { type BenchWork, ROWS, TOKENS } from '../timing/work.ts';

export interface Report {
  readonly command: string;
  readonly date: string;
  readonly machine: MachineFacts;
  /** What WebGPU contenders and those timed with them ran in, e.g. 'Chromium 156'; null without it. */
  readonly browser: string | null;
  readonly groups: readonly GroupResult[];
  readonly growth: readonly Growth[];
}

const TITLES: Readonly<Record<(typeof MEASURES)[number], string>> = {
  train_step: 'train step',
  solo_rollout: 'solo rollout',
  tandem_rollout: 'tandem rollout',
  rl_step: 'RL step',
};

/** Three digits that matter, or whole numbers. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

const range = ({ median: middle, least, most }: Spread, format = digits): string =>
  `${format(middle)} (${format(least)}–${format(most)})`;

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** Rows of equally many cells; the first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = `|${head.map(() => '---').join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

export function formatReport({ command, date, machine, browser, groups, growth }: Report): string {
  const load = machine.load.map((value) => value.toFixed(1)).join(', ');
  const runs = [`Node ${machine.node}`, ...(browser === null ? [] : [browser])].join(', ');
  const sections = [
    '# What a step costs',
    `\`${command}\` on ${date}. ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${runs}; load average at the start ${load}.`,
    method(machine.cores),
    ...groups.flatMap(groupSection),
    ...growthSection(growth),
  ];
  return `${sections.join('\n\n')}\n`;
}

function method(cores: number): string {
  return [
    `One batch is ${ROWS} rows of one prompt token and ${TOKENS} more, f32, where nothing else is said. Train step:`,
    'forward, clipped surrogate, backward, AdamW, on all tokens of a solo rollout. Tandem rollout: both models read',
    'every token and draw a next one, a coin at boundaries picks the author. RL step: a tandem rollout and an update',
    "on the senior's tokens. All contenders of a group have the same weights; they scored the same tokens alike",
    'before and after one update, else nothing is timed. Rounds alternate and turn. Times are milliseconds, ratios',
    'are taken round by round; both are medians with the range. Where other programs run too, only the ratios say',
    'something, and threads suffer most: PyTorch waits passively (OMP_WAIT_POLICY) unless told otherwise, for its',
    'spinning threads then take twenty times as long. It and jax-js compute no entropies, ours do. TRL is one step',
    'of its Trainer, entropies and texts of rollouts included; its rollouts are written by models of transformers.',
    '',
    `The machine has ${cores} cores. Variants (name@cores, or where one runs) are one contender: the best of each`,
    'measure stands for it, and where two contenders have variants in the same browser or in Node, only those are',
    'compared. A ratio says on how many cores each side computed where that differs: 1:2 is ours on one, theirs on two.',
  ].join('\n');
}

function groupSection(result: GroupResult): string[] {
  const { group, size, work, contenders, absent, agreement, times } = result;
  if (contenders.length === 0 && absent.length === 0) return [];
  const title = group === 'gpu' ? `## WebGPU, size ${size}` : `## Size ${size}`;
  const missing = absences(absent);
  if (agreement === null) return [title, ...missing];
  return [
    title,
    ...gpuFacts(result),
    facts(work, times, agreement),
    ...missing,
    timeTable(contenders, result),
    ratioSection(ratioTable(times)),
    ...ownSection(result),
  ];
}

/** One line for each reason. */
function absences(absent: GroupResult['absent']): string[] {
  const reasons = [...new Set(absent.map(({ reason }) => reason))];
  return reasons.map((why) => {
    const names = absent.filter(({ reason }) => reason === why).map(({ name }) => name);
    return `Left out: ${names.join(', ')} (${why}).`;
  });
}

function facts(work: BenchWork, times: AllTimes, agreement: Agreement): string {
  const { config } = work;
  const rounds = Math.max(...[...times.values()].map(({ rl_step }) => rl_step.length));
  return [
    `${(parameterCount(config) / 1000).toFixed(0)} thousand parameters: vocabulary ${config.vocabSize}, width`,
    `${config.hiddenSize}, ${config.layers} layers, ${config.heads} heads, MLP ${config.intermediateSize}; ${work.rows} rows of ${work.tokens} tokens.`,
    `Rounds: ${rounds}. Mean log-prob ${agreement.before.toFixed(4)}, after one update ${agreement.after.toFixed(4)};`,
    `contenders differ by at most ${agreement.difference.toExponential(1)}.`,
  ].join(' ');
}

function gpuFacts({ gpu }: GroupResult): string[] {
  if (gpu === null) return [];
  const software = `The adapter is ${gpu.description}: a processor that plays a GPU, on all cores. Such figures say nothing about real GPUs, and the batch is small because it is slow.`;
  if (gpu.software) return [software];
  const peaks =
    gpu.peaks === null
      ? ''
      : ` It copies ${digits(gpu.peaks.copy)} GB/s, read and written; our product kernel reaches ${digits(gpu.peaks.matmul)} GFLOP/s.`;
  return [`The adapter is ${gpu.description}.${peaks}`];
}

const cores = (count: number | null) =>
  count === null ? 'GPU' : `${count} core${count === 1 ? '' : 's'}`;

function timeTable(contenders: readonly About[], { times, work }: GroupResult): string {
  const head = ['ms', ...MEASURES.map((measure) => TITLES[measure]), 'tandem tokens/s'];
  const rows = contenders.map(({ name, about, ...where }) => {
    const its = times.get(name);
    if (its === undefined) throw new Error(`${name} has no times`);
    const rate = (1000 * work.rows * work.tokens) / median(its.tandem_rollout);
    const cells = MEASURES.map((measure) => range(spread(its[measure])));
    return [`${name}: ${about}, ${where.place}, ${cores(where.cores)}`, ...cells, rate.toFixed(0)];
  });
  return markdownTable([head, ...rows]);
}

/** Ours over the others', and all workers over one. A variant's best stands for its contender. */
function ratioSection(table: RatioTable): string {
  const pairs = Object.keys(table[MEASURES[0]] ?? {}).filter(isOfInterest);
  const cell = (measure: string, pair: string) => {
    const value = table[measure]?.[pair];
    return value === undefined ? '' : `${range(value)}${unequal(value)}`;
  };
  const rows = pairs.map((pair) => [pair, ...MEASURES.map((measure) => cell(measure, pair))]);
  return rows.length === 0
    ? 'One contender: no ratios.'
    : markdownTable([['time over time', ...MEASURES.map((m) => TITLES[m])], ...rows]);
}

/** Fewer or more cores than the other must be said. */
function unequal({ cores: [ours, theirs] }: Ratio): string {
  return ours === null || theirs === null || ours === theirs ? '' : `, ${ours}:${theirs} cores`;
}

function ownSection({ contenders, times, shares }: GroupResult): string[] {
  const costs = contenders.flatMap(({ name }) => {
    const cost = tandemCost(times, name);
    return cost === null ? [] : [[name, range(cost.vanilla), range(cost.solo)]];
  });
  const head = ['tandem RL step over', 'the same with p = 1', 'solo rollout + train step'];
  return [
    ...(costs.length === 0 ? [] : [markdownTable([head, ...costs])]),
    ...(shares === null ? [] : [shareText(shares)]),
  ];
}

function shareText({ peak, products, step }: WorkShares): string {
  return [
    `The product kernel of native-wasm alone reaches ${range(peak)} GFLOP/s on one thread. Within a train step the`,
    `products, in the shapes they have there, reach ${range(products, percent)} of that; the whole train step`,
    `reaches ${range(step, percent)}, counting the operations that its shape needs. The head's products, part of its`,
    'own kernels, count for the step only.',
  ].join('\n');
}

export function growthSection(growth: readonly Growth[]): string[] {
  if (growth.length === 0) return [];
  const tables = growth.map(({ by, points }) => {
    const rows = points.map(({ at, tandemRollout, trainStep }) => [
      String(at),
      digits(tandemRollout),
      digits(trainStep),
    ]);
    const power = (of: 'tandemRollout' | 'trainStep') =>
      exponent(points.map((point) => [point.at, point[of]])).toFixed(2);
    const last = ['grows as its power', power('tandemRollout'), power('trainStep')];
    return markdownTable([[by, 'tandem rollout, ms', 'train step, ms'], ...rows, last]);
  });
  const intro = `native-wasm, one worker; ${ROWS} rows, ${TOKENS} tokens and the toy where nothing else is said.`;
  return ['## How the cost grows', intro, ...tables];
}

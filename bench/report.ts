// What was measured, as Markdown. Pure; knows no contender by name but those worth a ratio.
import { parameterCount } from '../src/checkpoint/shapes.ts';
import { type RatioTable, ratioTable, tandemCost } from './compare.ts';
import { MEASURES } from './contender.ts';
import type { Growth } from './growth.ts';
import type { MachineFacts } from './machine.ts';
import type { SizeResult } from './measure.ts';
import { exponent, median, type Spread, spread } from './statistics.ts';
import { ROWS, SIZES, TOKENS } from './work.ts';

export interface Report {
  readonly command: string;
  readonly date: string;
  readonly machine: MachineFacts;
  readonly sizes: readonly SizeResult[];
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

export function formatReport({ command, date, machine, sizes, growth }: Report): string {
  const load = machine.load.map((value) => value.toFixed(1)).join(', ');
  const sections = [
    '# What a step costs',
    `\`${command}\` on ${date}. ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}; load average at the start ${load}.`,
    method(),
    ...sizes.flatMap(sizeSection),
    ...growthSection(growth),
  ];
  return `${sections.join('\n\n')}\n`;
}

function method(): string {
  return [
    `One batch is ${ROWS} rows of one prompt token and ${TOKENS} more, f32. Train step: forward, clipped surrogate,`,
    'backward, AdamW, on all tokens of a solo rollout. Tandem rollout: both models read every token and draw a next',
    "one, a coin at boundaries picks the author. RL step: a tandem rollout and an update on the senior's tokens.",
    'All contenders have the same weights; they scored the same tokens alike before and after one update, else',
    'nothing is timed. Rounds alternate and turn. Times are milliseconds, ratios are taken round by round; both are',
    'medians with the range. Where other programs run too, only the ratios say something, and threads suffer most:',
    'PyTorch waits passively (OMP_WAIT_POLICY) unless told otherwise, for its spinning threads then take twenty times',
    'as long; of its thread counts the better one is compared. It computes no entropies, ours do. jax-js is left out:',
    'in Node 20 it needs a polyfill and has no workers, so a fair comparison takes a browser.',
  ].join('\n');
}

function sizeSection(result: SizeResult): string[] {
  const { size, contenders, absent, agreement, times } = result;
  const config = SIZES[size];
  const count = Math.max(...[...times.values()].map(({ rl_step }) => rl_step.length));
  const facts = [
    `${(parameterCount(config) / 1000).toFixed(0)} thousand parameters: vocabulary ${config.vocabSize}, width`,
    `${config.hiddenSize}, ${config.layers} layers, ${config.heads} heads, MLP ${config.intermediateSize}. Rounds: ${count}.`,
    `Mean log-prob ${agreement.before.toFixed(4)}, after one update ${agreement.after.toFixed(4)};`,
    `contenders differ by at most ${agreement.difference.toExponential(1)}.`,
  ].join(' ');
  const missing = absent.map(({ name, reason }) => `Left out: ${name} (${reason}).`);
  return [
    `## Size ${size}`,
    facts,
    ...missing,
    timeTable(contenders, times),
    ratioSection(ratioTable(times)),
    ...ownSection(result),
  ];
}

function timeTable(contenders: SizeResult['contenders'], times: SizeResult['times']): string {
  const head = ['ms', ...MEASURES.map((measure) => TITLES[measure]), 'tandem tokens/s'];
  const rows = contenders.map(({ name, about }) => {
    const its = times.get(name);
    if (its === undefined) throw new Error(`${name} has no times`);
    const rate = (1000 * ROWS * TOKENS) / median(its.tandem_rollout);
    const cells = MEASURES.map((measure) => range(spread(its[measure])));
    return [`${name}: ${about}`, ...cells, rate.toFixed(0)];
  });
  return markdownTable([head, ...rows]);
}

/** Ours over the others', and all workers over one. A variant's best stands for its contender. */
function ratioSection(table: RatioTable): string {
  const pairs = Object.keys(table[MEASURES[0]] ?? {}).filter(isOfInterest);
  const cell = (measure: string, pair: string) => {
    const value = table[measure]?.[pair];
    return value === undefined ? '' : range(value);
  };
  const rows = pairs.map((pair) => [pair, ...MEASURES.map((measure) => cell(measure, pair))]);
  return rows.length === 0
    ? 'One contender: no ratios.'
    : markdownTable([['time over time', ...MEASURES.map((m) => TITLES[m])], ...rows]);
}

function isOfInterest(pair: string): boolean {
  const [ours = '', other = ''] = pair.split('/');
  return ours.startsWith('native') && pair !== 'native-wasm/native-wasm-all' && ours !== other;
}

function ownSection({ contenders, times, peak, peakShare }: SizeResult): string[] {
  const costs = contenders.flatMap(({ name }) => {
    const cost = tandemCost(times, name);
    return cost === null ? [] : [[name, range(cost.vanilla), range(cost.solo)]];
  });
  const head = ['tandem RL step over', 'the same with p = 1', 'solo rollout + train step'];
  const share =
    peakShare === null
      ? []
      : [
          `A train step of native-wasm reaches ${range(peakShare, percent)} of the matmul peak of its own kernels on one thread, ${range(peak)} GFLOP/s, counting the operations that its shape needs.`,
        ];
  return [...(costs.length === 0 ? [] : [markdownTable([head, ...costs])]), ...share];
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

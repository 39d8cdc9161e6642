// The chapter of a report on problems of several lengths: figure, levels and differences.
import { LENGTHS, metricsOfLength } from '../../src/metrics/lengths.ts';
import type { MetricName } from '../../src/metrics/metrics.ts';
import { type Analysis, lengthsOf, type Study } from '../../src/study/analysis.ts';
import type { SeededEstimate } from '../../src/study/bootstrap.ts';
import { table } from './markdown.ts';
import { cell, differenceCell } from './report-cells.ts';
import { NO_VALUE } from './table.ts';

/** Of `metricsOfLength`. */
const HEADS = [
  'solo',
  'handoff',
  'retention',
  'repair',
  'faults alone',
  'faults by handoff',
  'first quarter',
  'second',
  'third',
  'fourth',
];

/** Empty for an experiment that tests no lengths. */
export function lengthChapter({ experiment }: Study, analysis: Analysis): readonly string[] {
  const names = lengthsOf(experiment);
  if (names.length === 0) return [];
  const { arms, comparisons, name } = experiment;
  const rows = (
    whose: string,
    find: (metric: MetricName) => SeededEstimate | undefined,
    format: typeof cell,
  ) =>
    names.map((length) => [
      whose,
      `×${LENGTHS[length].factor}`,
      ...metricsOfLength(length).map((metric) => {
        const found = find(metric);
        return found === undefined ? NO_VALUE : format(found, metric);
      }),
    ]);
  const levels = arms.flatMap(({ name: arm }) => rows(arm, levelOf(analysis, arm), cell));
  const differences = comparisons.flatMap(([a, b]) =>
    rows(`${a} − ${b}`, differenceOf(analysis, a, b), differenceCell),
  );
  return [
    '## Longer problems',
    `![By length](${name}-lengths.svg)`,
    `After the last step, trained on ×1 alone. ${counts(experiment)} Faults: share of the steps that a solution leaves wrong or out, of those with none left so before; in quarters of the steps, of handoff solutions.`,
    table(['arm', 'length', ...HEADS], levels),
    table(['arms', 'length', ...HEADS], differences),
  ];
}

const levelOf = (analysis: Analysis, arm: string) => (metric: MetricName) =>
  analysis.levels.find((each) => each.at === 'last' && each.arm === arm && each.metric === metric)
    ?.estimate;

const differenceOf = (analysis: Analysis, a: string, b: string) => (metric: MetricName) =>
  analysis.differences.find(
    ({ at, arms, ...each }) =>
      at === 'last' && arms[0] === a && arms[1] === b && each.metric === metric,
  )?.estimate;

/** 'Test problems per seed and solutions of each: ×1 256 and 2, ×2 ...'. */
function counts({ test }: Study['experiment']): string {
  const texts = (test.lengths ?? []).map(
    ({ length, problems, samples }) => `×${LENGTHS[length].factor} ${problems} and ${samples}`,
  );
  return `Test problems per seed and solutions of each: ${texts.join(', ')}.`;
}

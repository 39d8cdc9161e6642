// An experiment's results as Markdown: question, set-up, tables, verdicts, how they were made.
import { FIELDS } from '../../src/config/fields.ts';
import { type Experiment, type ReaderModel, readerOf } from '../../src/experiments/experiment.ts';
import { METRICS, type MetricName } from '../../src/metrics/metrics.ts';
import {
  type Analysis,
  type JudgedClaim,
  type Study,
  TESTED,
  type Tested,
} from '../../src/study/analysis.ts';
import { FEWEST_SEEDS } from '../../src/study/bootstrap.ts';
import type { Provenance } from '../../src/study/data.ts';
import { settingsOf } from '../../src/study/settings.ts';
import { sentence, VERDICTS } from './claim-words.ts';
import { lengthChapter } from './length-report.ts';
import { table } from './markdown.ts';
import { cell, differenceCell } from './report-cells.ts';
import { formatValue, NO_VALUE } from './table.ts';

export function formatStudy(study: Study, analysis: Analysis, making: Provenance): string {
  const { name, title, question, paper, matrix, tradeOff } = study.experiment;
  const chapters = [
    `# ${title} (\`${name}\`)`,
    question,
    `**The paper.** ${paper}`,
    '## What came out',
    verdicts(analysis.claims),
    `![Curves over steps](${name}.svg)`,
    'Curves: validation problems; mean and 95 % interval over seeds.',
    ...(tradeOff === undefined
      ? []
      : [
          `![${METRICS[tradeOff.y].label} against ${METRICS[tradeOff.x].label}](${name}-trade-off.svg)`,
          'After the last step, on test problems; bars are 95 % intervals.',
        ]),
    '## Set-up',
    setUp(study),
    '## Levels',
    basis(study, making),
    ...TESTED.map((at) => levels(study, analysis, at)),
    '## Paired differences',
    ...differences(study, analysis),
    ...(matrix.length === 0
      ? []
      : [
          '## Training × evaluation schedule',
          `![Training against evaluation schedule](${name}-matrix.svg)`,
          matrixTable(study, analysis),
        ]),
    ...lengthChapter(study, analysis),
    '## Seeds and evaluation apart',
    'At the last step: standard deviation between seeds with the evaluation’s noise taken out, and the standard error of one run’s value from its finite test problems.',
    noise(study, analysis),
    '## Selection',
    selection(study, analysis),
    '## How it was made',
    made(making, study.experiment),
  ];
  return `${chapters.filter((chapter) => chapter !== '').join('\n\n')}\n`;
}

const labels = (metrics: readonly MetricName[]) => metrics.map((name) => METRICS[name].label);

function verdicts(claims: readonly JudgedClaim[]): string {
  return claims
    .map(({ claim, verdict, conditions }) => {
      const numbers = conditions.map(sentence).join('; ');
      return `- **${VERDICTS[verdict]}.** ${claim.says} ${numbers}. *${claim.source}*`;
    })
    .join('\n');
}

function setUp({ experiment }: Study): string {
  const { shared, fields, arms } = settingsOf(experiment);
  const common = shared.map(([name, value]) => `${FIELDS[name].label} ${value}`).join('; ');
  const heads = ['arm', 'stands for', ...fields.map((name) => FIELDS[name].label), 'link'];
  return [
    `All arms: ${common === '' ? 'the default settings' : common}; all else at its default. An arm’s seed fixes problems, draws and initial weights; equal seeds are paired.`,
    table(
      heads,
      arms.map(({ name, stands, values, link }) => [name, stands, ...values, `\`#${link}\``]),
    ),
    ...readers(experiment),
  ].join('\n\n');
}

/** A sentence per reader; none without one. */
function readers(experiment: Experiment): string[] {
  const armsOf = new Map<ReaderModel, string[]>();
  for (const arm of experiment.arms) {
    const reader = readerOf(experiment, arm);
    if (reader !== undefined) armsOf.set(reader, [...(armsOf.get(reader) ?? []), arm.name]);
  }
  return [...armsOf].map(([reader, names]) => {
    const who = reader === 'initial-junior' ? 'the junior as it was at the start' : `\`${reader}\``;
    return `The reader of ${names.map((name) => `\`${name}\``).join(', ')} is ${who}.`;
  });
}

function basis({ experiment }: Study, { seeds }: Provenance): string {
  const { problems, samples } = experiment.test;
  const solutions = samples === 1 ? 'one solution each' : `${samples} solutions each`;
  const few = `Fewer than ${FEWEST_SEEDS} seeds: no intervals.`;
  return `Mean over ${seeds.length} seeds, ${problems} test problems per seed, ${solutions}. ${
    seeds.length < FEWEST_SEEDS
      ? few
      : 'In brackets 95 % intervals: bootstrap over seeds, then problems, widened for the small number of seeds.'
  }`;
}

const TITLES: Readonly<Record<Tested, string>> = {
  start: '### Before training',
  selected: '### At the selected step',
  last: '### After the last step',
};

function levels({ experiment }: Study, analysis: Analysis, at: Tested): string {
  const { arms, metrics } = experiment;
  const rows = arms.map(({ name }) => [
    name,
    ...metrics.map((metric) => levelCell(analysis, name, at, metric)),
  ]);
  return [TITLES[at], table(['arm', ...labels(metrics)], rows)].join('\n\n');
}

function levelCell({ levels: all }: Analysis, arm: string, at: Tested, metric: MetricName): string {
  const found = all.find((each) => each.arm === arm && each.at === at && each.metric === metric);
  return found === undefined ? NO_VALUE : cell(found.estimate, metric);
}

function differences({ experiment }: Study, { differences: all }: Analysis): string[] {
  const { comparisons, metrics } = experiment;
  if (comparisons.length === 0) return ['The arms are different pairs; none are compared.'];
  return (['selected', 'last'] as const).map((at) => {
    const rows = comparisons.map(([a, b]) => [
      `${a} − ${b}`,
      ...metrics.map((metric) => {
        const found = all.find(
          ({ arms, ...each }) =>
            each.at === at && each.metric === metric && arms[0] === a && arms[1] === b,
        );
        return found === undefined ? NO_VALUE : differenceCell(found.estimate, metric);
      }),
    ]);
    const note =
      'In brackets the 95 % interval and in how many seeds the sign is that of the mean.';
    return [TITLES[at], note, table(['arms', ...labels(metrics)], rows)].join('\n\n');
  });
}

function matrixTable({ experiment }: Study, analysis: Analysis): string {
  const { arms, matrix } = experiment;
  const rows = arms.map(({ name }) => [
    name,
    ...matrix.map((metric) => levelCell(analysis, name, 'last', metric)),
  ]);
  return table(['trained', ...labels(matrix)], rows);
}

function noise({ experiment }: Study, { levels: all }: Analysis): string {
  const { arms, metrics } = experiment;
  const rows = arms.map(({ name }) => [
    name,
    ...metrics.map((metric) => {
      const found = all.find(
        (each) => each.arm === name && each.at === 'last' && each.metric === metric,
      );
      if (found === undefined) return NO_VALUE;
      const { seedDeviation, evaluationError } = found.estimate;
      const { unit } = METRICS[metric];
      return [seedDeviation, evaluationError]
        .map((value) => formatValue(unit, value ?? undefined))
        .join('; ');
    }),
  ]);
  return table(['arm', ...labels(metrics)], rows);
}

function selection({ experiment }: Study, { ranking }: Analysis): string {
  const { label, unit } = METRICS[experiment.select];
  const rows = ranking.map(({ arm, value, steps }) => [
    arm,
    formatValue(unit, value),
    steps.join(', '),
  ]);
  return [
    `Each run’s step is the one with the best ${label} accuracy on validation problems, the untrained senior left out; arms are in the order of its mean, which is biased upwards by the choice.`,
    table(['arm', `validation ${label}`, 'selected steps, by seed'], rows),
  ].join('\n\n');
}

function made(
  { command, date, seeds, hours }: Provenance,
  { name, pilotSeeds = 0 }: Experiment,
): string {
  const pilots =
    pilotSeeds === 0 ? '' : ' Arms and bounds were chosen with the seeds before these in view.';
  return `\`${command}\` on ${date}, seeds ${seeds.join(', ')}; ${hours.toFixed(2)} core hours for all runs.${pilots} Numbers: [JSON](${name}.json), [CSV](${name}.csv).`;
}

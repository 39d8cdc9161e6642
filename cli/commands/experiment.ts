// tandem experiment: runs arms by seeds in parallel and writes tables, verdicts and figures.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { writeWhole } from '../../node/files.ts';
import { type Experiment, quickForm } from '../../src/experiments/experiment.ts';
import { EXPERIMENTS } from '../../src/experiments/index.ts';
import { analyse, lengthsOf, type Study } from '../../src/study/analysis.ts';
import { type Provenance, toCsv, toJson } from '../../src/study/data.ts';
import { curvesFigure, matrixFigure, tradeOffFigure } from '../../src/study/figure.ts';
import { lengthsFigure } from '../../src/study/length-figure.ts';
import type { RunResult } from '../../src/study/result.ts';
import { wholeWork } from '../../src/study/work.ts';
import { type PlannedRun, plannedRuns, readRun, writeRun } from '../experiment/experiment-runs.ts';
import { runAll } from '../experiment/run-pool.ts';
import { nearest } from '../input/arguments.ts';
import { type Given, type Option, type TerminalCommand, UsageError } from '../input/command.ts';
import { wholeNumber } from '../input/whole-number.ts';
import { formatStudy } from '../report/experiment-report.ts';
import { renderFigure } from '../report/render-figure.ts';
import { formatTable } from '../report/table.ts';
import { INTERRUPTED, listenForInterrupt } from '../run/interrupt.ts';
import { progressBar } from '../run/progress.ts';

const NAMES = EXPERIMENTS.map(({ name }) => name);
const MOST_SEEDS = 1000;
const RUNS = path.join('runs', 'experiments');
const RESULTS = path.join('docs', 'results');

const OPTIONS = {
  seeds: {
    name: 'seeds',
    value: 'N',
    help: `How many seeds, up to ${MOST_SEEDS}; without it as many as the experiment says. Intervals take three.`,
  },
  quick: {
    name: 'quick',
    value: null,
    help: `Fewer arms, steps and problems, three seeds; without NAME all that have a quick form. Results go to ${path.join(RUNS, 'quick')}.`,
  },
  list: { name: 'list', value: null, help: 'Name all experiments and do nothing else.' },
  workers: {
    name: 'workers',
    value: 'N',
    help: 'Runs at a time, each on one core; without it as many as there are cores.',
  },
  out: { name: 'out', value: 'DIR', help: `Folder of the results (default ${RESULTS}).` },
} as const satisfies Record<string, Option>;

export const command: TerminalCommand = {
  words: '[NAME]',
  options: Object.values(OPTIONS),
  notes: [
    `Experiments: ${NAMES.join(', ')}.`,
    `Every finished run is a file in ${RUNS}/NAME, named by a key of its settings, its models and the test, and is not made again. Ctrl-C gives up the runs in progress; the same command goes on with the finished ones.`,
    'Writes NAME.md, NAME.svg, NAME.json and NAME.csv.',
  ],
  run,
};

interface ExperimentJob {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
  readonly workers: number;
  /** Folder of the runs, and of the results. */
  readonly runs: string;
  readonly out: string;
  readonly command: string;
}

async function run(given: Given): Promise<number> {
  if (given.options.has(OPTIONS.list.name)) {
    process.stdout.write(
      formatTable(
        EXPERIMENTS.map(({ name, title, arms, seeds }) => [
          name,
          `${title}: ${arms.length} arms, ${seeds} seeds`,
        ]),
        ['left', 'left'],
      ),
    );
    return 0;
  }
  for (const job of jobsOf(given)) {
    if (!(await finished(job))) return INTERRUPTED;
  }
  return 0;
}

/** @throws UsageError when the name, the seeds or the workers cannot be used */
function jobsOf(given: Given): readonly ExperimentJob[] {
  const quick = given.options.has(OPTIONS.quick.name);
  const count = wholeNumber(given, OPTIONS.seeds, MOST_SEEDS);
  const workers = wholeNumber(given, OPTIONS.workers, MOST_SEEDS) ?? availableParallelism();
  const out = given.options.get(OPTIONS.out.name) ?? (quick ? path.join(RUNS, 'quick') : RESULTS);
  return requestedExperiments(given, quick).map((experiment) => ({
    experiment,
    seeds: Array.from(
      { length: count ?? experiment.seeds },
      (_, i) => (experiment.pilotSeeds ?? 0) + i + 1,
    ),
    workers,
    runs: path.join(RUNS, quick ? path.join('quick', experiment.name) : experiment.name),
    out,
    command: commandOf(given, experiment),
  }));
}

function requestedExperiments({ words }: Given, quick: boolean): readonly Experiment[] {
  const [name, spare] = words;
  if (spare !== undefined) throw new UsageError(`“${spare}” follows ${name}; give one NAME.`);
  if (name === undefined && !quick) {
    throw new UsageError(`The experiment’s name is missing; allowed: ${NAMES.join(', ')}.`);
  }
  const named = EXPERIMENTS.filter((each) => name === undefined || each.name === name);
  if (named.length === 0) throw unknownName(name ?? '');
  if (!quick) return named;
  const forms = named.flatMap((each) => (each.quick === null ? [] : [quickForm(each, each.quick)]));
  if (forms.length > 0) return forms;
  const have = EXPERIMENTS.filter((each) => each.quick !== null).map((each) => each.name);
  throw new UsageError(`${name} has no quick form; allowed: ${have.join(', ')}.`);
}

function unknownName(name: string): UsageError {
  const near = nearest(name, NAMES);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  return new UsageError(`“${name}” is not an experiment; allowed: ${NAMES.join(', ')}.${hint}`);
}

function commandOf({ options }: Given, { name }: Experiment): string {
  const words = [...options]
    .filter(([option]) => option !== OPTIONS.out.name && option !== OPTIONS.workers.name)
    .map(([option, value]) => (value === 'true' ? ` --${option}` : ` --${option} ${value}`));
  return `npm run tandem -- experiment ${name}${words.join('')}`;
}

/** Makes what is missing, then the results. @returns false when interrupted */
async function finished(job: ExperimentJob): Promise<boolean> {
  const planned = await plannedRuns(job.experiment, job.seeds, job.runs);
  if (!(await complete(planned, job))) return false;
  const runs = new Map<string, RunResult[]>();
  for (const order of planned) {
    const result = await readRun(order);
    if (result === null) throw new Error(`${order.file} is gone`);
    runs.set(order.arm, [...(runs.get(order.arm) ?? []), result]);
  }
  await writeResults({ experiment: job.experiment, runs }, job);
  return true;
}

/** @returns false when interrupted before every run was there */
async function complete(planned: readonly PlannedRun[], job: ExperimentJob): Promise<boolean> {
  const missing: PlannedRun[] = [];
  for (const order of planned) if ((await readRun(order)) === null) missing.push(order);
  if (missing.length === 0) return true;
  const progress = progressBar(job.experiment.name);
  const solutions = missing.reduce((sum, { plan }) => sum + wholeWork(plan), 0);
  let stop: (reason: null) => void = () => {};
  const stopped = new Promise<null>((resolve) => {
    stop = resolve;
  });
  const interrupt = listenForInterrupt(() => stop(null));
  let [written, runsDone] = [0, planned.length - missing.length];
  const show = () =>
    progress.update(written, solutions, `solutions, ${runsDone} of ${planned.length} runs`);
  const done = await runAll(missing, {
    workers: job.workers,
    stopped,
    onWork: (more) => {
      written += more;
      show();
    },
    onDone: async (order, { findings, seconds }) => {
      await writeRun(order, { plan: order.plan, ...findings, seconds });
      runsDone += 1;
      show();
    },
  }).finally(interrupt.release);
  progress.end();
  if (!done) process.stderr.write(`${runsDone} of ${planned.length} runs are in ${job.runs}\n`);
  return done;
}

async function writeResults(study: Study, job: ExperimentJob): Promise<void> {
  const { name, matrix, tradeOff } = study.experiment;
  const seconds = [...study.runs.values()].flat().reduce((sum, each) => sum + each.seconds, 0);
  const making: Provenance = {
    command: job.command,
    date: new Date().toISOString().slice(0, 10),
    seeds: job.seeds,
    hours: seconds / 3600,
  };
  const analysis = analyse(study);
  const text = formatStudy(study, analysis, making);
  const place = (ending: string) => path.join(job.out, `${name}${ending}`);
  await writeWhole(place('.md'), text);
  await writeWhole(place('.json'), toJson(study, analysis, making));
  await writeWhole(place('.csv'), toCsv(study));
  await writeWhole(place('.svg'), await renderFigure(curvesFigure(study, analysis)));
  if (matrix.length > 0) {
    await writeWhole(place('-matrix.svg'), await renderFigure(matrixFigure(study, analysis)));
  }
  if (lengthsOf(study.experiment).length > 0) {
    await writeWhole(place('-lengths.svg'), await renderFigure(lengthsFigure(study, analysis)));
  }
  if (tradeOff !== undefined) {
    const figure = tradeOffFigure(study, analysis, tradeOff);
    await writeWhole(place('-trade-off.svg'), await renderFigure(figure));
  }
  process.stdout.write(`${text}\n${place('.md')}\n`);
}

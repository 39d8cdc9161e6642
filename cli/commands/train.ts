// tandem train: one run of the training line, recorded in a folder.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { type Spread, spread } from '../../bench/timing/statistics.ts';
import { readBelow } from '../../node/files.ts';
import { startSharedEngine } from '../../node/thread-group.ts';
import { checkpointFiles } from '../../src/checkpoint/write.ts';
import type { RunConfig } from '../../src/config/fields.ts';
import { PRESET_NAMES, PRESETS } from '../../src/config/presets.ts';
import type { Engine, Model } from '../../src/engine/engine.ts';
import { messageOf } from '../../src/message-of.ts';
import { STREAMS } from '../../src/random/random.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { readJournal, replay } from '../../src/run/journal.ts';
import { loadPair, type Pair } from '../../src/run/pair.ts';
import { RECORD_VERSION, type RunRecord } from '../../src/run/record.ts';
import { finalMetrics, initialMetrics } from '../../src/run/summary.ts';
import { TASKS } from '../../src/tasks/index.ts';
import { train } from '../../src/train.ts';
import { type Given, type Option, type TerminalCommand, UsageError } from '../input/command.ts';
import { checkCount } from '../input/evaluation-count.ts';
import { ALL_FIELD_OPTIONS } from '../input/field-options.ts';
import { MODELS_OPTION, type PairFolders, pairFolders } from '../input/models.ts';
import {
  LINK_OPTION,
  PRESET_OPTION,
  type RequestedRun,
  readRequestedRun,
} from '../input/requested-run.ts';
import { wholeNumber } from '../input/whole-number.ts';
import { startAndEnd } from '../report/metric-table.ts';
import { formatValue } from '../report/table.ts';
import { INTERRUPTED, listenForInterrupt } from '../run/interrupt.ts';
import { type ProgressLine, progressBar, SILENT } from '../run/progress.ts';
import { type RunOutcome, recordRun } from '../run/record-run.ts';
import { claimFolder, claimNewFolder } from '../run/run-folder.ts';
import { modelRecord, versions } from '../run/versions.ts';

const OUT: Option = {
  name: 'out',
  value: 'DIR',
  help: 'Folder of the run, new or empty (default runs/TIME-PRESET-seedSEED).',
};

const JOURNAL = {
  name: 'journal',
  value: 'FILE',
  help: 'The events.jsonl of a run whose settings were changed while it was on: they are changed again after the same steps.',
} as const satisfies Option;

const MOST_WORKERS = 64;
/** An update has as many parts. */
const USUAL_WORKERS = 6;
/** Steps from which threads gain more than the second that they take to start. */
const LONG_RUN = 10;
const WORKERS = {
  name: 'workers',
  value: 'N',
  help: `Threads that write rollouts and share scores and updates (default: the number of cores, at most ${USUAL_WORKERS}; 1 for fewer than ${LONG_RUN} steps, which end before threads pay). The results do not depend on it. The engines of TensorFlow.js and native-webgpu use one.`,
} as const satisfies Option;

const OPTIONS: readonly Option[] = [
  PRESET_OPTION,
  LINK_OPTION,
  JOURNAL,
  OUT,
  MODELS_OPTION,
  WORKERS,
  {
    name: 'json',
    value: null,
    help: 'Standard output is one line of JSON: config, engine, seconds, seconds per step, initial and final metrics. All else goes to standard error.',
  },
  { name: 'quiet', value: null, help: 'No progress on standard error.' },
  ...ALL_FIELD_OPTIONS,
];

export const command: TerminalCommand = {
  words: '[LINK]',
  options: OPTIONS,
  notes: [
    `Presets: ${PRESET_NAMES.map((name) => `${name} (${PRESETS[name].title})`).join(', ')}. The defaults above are those before the preset's own changes.`,
    'The folder of the run holds run.json (settings, versions, status), events.jsonl (what happened, without rollouts), rollouts.jsonl (one rollout per line), timing.jsonl (seconds of each step) and senior/ (the trained senior in Hugging Face form; junior/ too if it learns). Equal settings on one engine give equal events.jsonl and rollouts.jsonl.',
    'Ctrl-C stops after the current step and still writes all of it; a second Ctrl-C stops at once.',
    'npm prints lines of its own on standard output; with --json use npm run -s tandem -- train, or take the last line.',
  ],
  run,
};

async function run(given: Given): Promise<number> {
  const requested = readRequestedRun(OPTIONS, given);
  const { config } = requested;
  checkCount(TASKS[config.task], 'validation', 'evaluation-problems', config.evaluationProblems);
  const asked = wholeNumber(given, WORKERS, MOST_WORKERS);
  const models = given.options.get(MODELS_OPTION.name);
  const names = await pairFolders(config, models);
  const settings = await journalled(config, given.options.get(JOURNAL.name));
  const out = given.options.get(OUT.name);
  if (out !== undefined) await claimFolder(out);
  const progress = given.options.has('quiet') ? SILENT : progressBar(requested.preset);
  const { engine, workers, end } = await startSharedEngine(
    config.engine,
    asked ?? usualWorkers(config),
  );
  if (asked !== null && workers < asked) {
    progress.line(`--workers is ${asked}; ${engine.info.name} uses ${workers}`);
  }
  try {
    const pair = await loadPair(names, engine, readBelow(''));
    const folder = out ?? (await claimNewFolder(defaultFolder(requested)));
    const job = { requested, settings, engine, pair, folder, names, progress };
    return await finished(job, given);
  } finally {
    await end();
  }
}

const usualWorkers = ({ steps }: RunConfig) =>
  steps < LONG_RUN ? 1 : Math.min(availableParallelism(), USUAL_WORKERS);

/** @returns the exit code */
async function finished(job: TrainingJob, { options }: Given): Promise<number> {
  const { progress } = job;
  const interrupt = listenForInterrupt(() => progress.line('stopping after this step'));
  const begun = performance.now();
  const outcome = await recorded(job, interrupt.isAsked).finally(interrupt.release);
  progress.end();
  const seconds = (performance.now() - begun) / 1000;
  report(job, { ...outcome, seconds }, { json: options.has('json'), quiet: options.has('quiet') });
  return outcome.status === 'interrupted' ? INTERRUPTED : 0;
}

/** Settings by steps done. @throws UsageError when the file is no journal of such a run */
async function journalled(config: RunConfig, file: string | undefined): Promise<SettingsAt> {
  if (file === undefined) return () => config;
  try {
    return replay(config, readJournal(await readFile(file, 'utf8')));
  } catch (error) {
    const problem = messageOf(error);
    throw new UsageError(`--journal is “${file}”: ${problem}`);
  }
}

type SettingsAt = (done: number) => RunConfig;

interface TrainingJob {
  readonly requested: RequestedRun;
  readonly settings: SettingsAt;
  readonly engine: Engine;
  readonly pair: Pair;
  readonly folder: string;
  readonly names: PairFolders;
  readonly progress: ProgressLine;
}

async function recorded(job: TrainingJob, stopAsked: () => boolean): Promise<RunOutcome> {
  const { requested, settings, engine, pair, folder, progress } = job;
  const { config } = requested;
  const learnt = async (model: Model) => {
    const weights = await engine.weights(model);
    // Both have one tokenizer.
    const { tokenizer } = pair.checkpoint;
    return checkpointFiles({ config: model.config, weights, tokenizer }, { dtype: 'F32' });
  };
  return recordRun(train(config, engine, pair, null, settings), {
    folder,
    record: await openingRecord(job),
    onEvent: (event) => show(progress, event, config.steps),
    stopAsked,
    learners: async () => ({
      senior: await learnt(pair.senior),
      ...(config.juniorLearns && { junior: await learnt(pair.junior) }),
    }),
  });
}

async function openingRecord({ requested, engine, names }: TrainingJob): Promise<RunRecord> {
  const { preset, link, config } = requested;
  return {
    version: RECORD_VERSION,
    status: 'running',
    problem: null,
    preset,
    link,
    config,
    engine: engine.info,
    models: {
      senior: await modelRecord(names.senior),
      junior: await modelRecord(names.junior),
      ...(names.secondJunior !== undefined && {
        secondJunior: await modelRecord(names.secondJunior),
      }),
    },
    versions: versions(),
    seeds: { seed: config.seed, streams: STREAMS },
    started: new Date().toISOString(),
    ended: null,
    step: 0,
  };
}

/** runs/2026-01-31T12-34-56-jargon-seed1 */
function defaultFolder({ preset, config }: RequestedRun): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return path.join('runs', `${time}-${preset}-seed${config.seed}`);
}

const percent = (value: number | undefined) => formatValue('share', value);

function show(progress: ProgressLine, event: RunEvent, steps: number): void {
  if (event.kind === 'warning') progress.warn(`warning at step ${event.step}: ${event.message}`);
  if (event.kind === 'evaluation') {
    const { metrics } = event;
    progress.update(
      event.step,
      steps,
      `solo ${percent(metrics['solo/accuracy'])}  handoff ${percent(metrics['handoff/accuracy'])}  jargon ${percent(metrics['style/jargon'])}`,
    );
  }
  if (event.kind === 'step') {
    const { metrics } = event;
    progress.update(
      event.step,
      steps,
      `reward ${percent(metrics['reward/mean'])}  jargon ${percent(metrics['style/batch_jargon'])}`,
    );
  }
}

function paceLine(pace: Spread | null): string {
  if (pace === null) return '';
  const [median, least, most] = [pace.median, pace.least, pace.most].map((x) => x.toPrecision(3));
  return `Seconds per step: ${median} (${least} to ${most}), evaluations left out\n`;
}

/** The table for people, and for programs the same numbers as one line. */
function report(
  { requested, engine, folder }: TrainingJob,
  { summary, stepSeconds, seconds }: RunOutcome & { readonly seconds: number },
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): void {
  const initial = initialMetrics(summary);
  const final = finalMetrics(summary);
  const pace = stepSeconds.length === 0 ? null : spread(stepSeconds);
  const text = `${startAndEnd(initial, final)}\n${paceLine(pace)}Run folder: ${folder}\n`;
  if (!json) process.stdout.write(text);
  else if (!quiet) process.stderr.write(text);
  if (!json) return;
  const { config } = requested;
  const result = { config, engine: engine.info, seconds, secondsPerStep: pace, initial, final };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

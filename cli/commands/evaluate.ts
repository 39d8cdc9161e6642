// tandem evaluate: the metrics of one evaluation of a pair, with intervals.
import process from 'node:process';
import { startEngine } from '../../node/engine.ts';
import { readBelow } from '../../node/files.ts';
import type { RunConfig } from '../../src/config/fields.ts';
import { DEFAULTS } from '../../src/config/presets.ts';
import { evaluationSampling } from '../../src/engine/requests.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { evaluationProblems } from '../../src/evaluate/problems.ts';
import { disposePair, loadPair } from '../../src/run/pair.ts';
import { TASKS } from '../../src/tasks/index.ts';
import {
  type Given,
  needed,
  noWords,
  type Option,
  type TerminalCommand,
  UsageError,
} from '../input/command.ts';
import { checkCount } from '../input/evaluation-count.ts';
import { fieldOption, readFields } from '../input/field-options.ts';
import { checkPair, MODELS_OPTION, modelFolder } from '../input/models.ts';
import { withIntervals } from '../report/metric-table.ts';

const SENIOR: Option = { name: 'senior', value: 'NAME|DIR', help: 'The model that is measured.' };
const JUNIOR: Option = { name: 'junior', value: 'NAME|DIR', help: 'Its partner and reader.' };
const SPLITS = ['validation', 'test'] as const;

const OPTIONS: readonly Option[] = [
  SENIOR,
  JUNIOR,
  MODELS_OPTION,
  {
    name: 'split',
    value: 'NAME',
    help: 'Which problems: validation or test (default validation).',
  },
  { name: 'json', value: null, help: 'Print one line of JSON instead of the table.' },
  fieldOption('evaluationProblems', 'problems'),
  fieldOption('seed'),
  fieldOption('evaluationTemperature', 'temperature'),
  fieldOption('maxNewTokens'),
  fieldOption('task'),
  fieldOption('engine'),
];

export const command: TerminalCommand = {
  words: '',
  options: OPTIONS,
  notes: [
    'NAME is a folder below --models, DIR a path to a checkpoint folder. Intervals are 95 %: Wilson for shares of solutions, normal otherwise.',
  ],
  run,
};

function splitOf(given: Given): (typeof SPLITS)[number] {
  const text = given.options.get('split') ?? 'validation';
  const found = SPLITS.find((split) => split === text);
  if (found !== undefined) return found;
  throw new UsageError(`--split is “${text}”; allowed: ${SPLITS.join(', ')}.`);
}

async function run(given: Given): Promise<number> {
  noWords(given);
  const split = splitOf(given);
  const config = readFields(DEFAULTS, OPTIONS, given);
  const { seed, evaluationTemperature: temperature, evaluationProblems: problems } = config;
  checkCount(TASKS[config.task], split, 'problems', problems);
  const models = given.options.get(MODELS_OPTION.name);
  checkPair(config.task, needed(given, SENIOR), needed(given, JUNIOR));
  const names = {
    senior: await modelFolder(SENIOR.name, needed(given, SENIOR), models),
    junior: await modelFolder(JUNIOR.name, needed(given, JUNIOR), models),
  };
  const { metrics, intervals, engine } = await measure(config, names, split);
  const about = { ...names, split, problems, seed, temperature, engine };
  process.stdout.write(
    given.options.has('json')
      ? `${JSON.stringify({ ...about, metrics, intervals })}\n`
      : `${heading(about)}\n\n${withIntervals({ metrics, intervals })}`,
  );
  return 0;
}

async function measure(
  config: RunConfig,
  names: { readonly senior: string; readonly junior: string },
  split: (typeof SPLITS)[number],
) {
  const task = TASKS[config.task];
  const engine = await startEngine(config.engine);
  const pair = await loadPair(names, engine, readBelow(''));
  const sampling = evaluationSampling(config);
  const { seed } = config;
  const problems = evaluationProblems(task, split, config.evaluationProblems, seed);
  const setup = { ...pair, engine, initial: null, task, problems, sampling, seed };
  const { metrics, intervals } = await evaluate(setup, 0);
  await disposePair(engine, pair);
  return { metrics, intervals, engine: engine.info };
}

function heading(about: {
  readonly senior: string;
  readonly junior: string;
  readonly split: string;
  readonly problems: number;
  readonly seed: number;
  readonly temperature: number;
}): string {
  const { senior, junior, split, problems, seed, temperature } = about;
  return `senior ${senior}, junior ${junior}: ${problems} ${split} problems, seed ${seed}, temperature ${temperature}`;
}

// tandem rollout: a few co-written solutions, to be read.
import process from 'node:process';
import { startEngine } from '../../node/engine.ts';
import { readBelow } from '../../node/files.ts';
import type { RunConfig } from '../../src/config/fields.ts';
import { evaluationProblems } from '../../src/evaluate/problems.ts';
import { reward } from '../../src/rl/reward.ts';
import { rollout } from '../../src/rl/rollout.ts';
import { disposePair, loadPair, type Pair } from '../../src/run/pair.ts';
import { rolloutRecord } from '../../src/run/record.ts';
import { TASKS } from '../../src/tasks/index.ts';
import type { Problem } from '../../src/tasks/parts/task.ts';
import { type Given, noWords, type Option, type TerminalCommand } from '../input/command.ts';
import { checkCount } from '../input/evaluation-count.ts';
import { fieldOption, readFields } from '../input/field-options.ts';
import { checkPair, MODELS_OPTION, modelFolder } from '../input/models.ts';
import { PRESET_OPTION, readRequestedRun } from '../input/requested-run.ts';
import { handoffs, legend, paintRollout, wantsColour } from '../report/paint.ts';

const DEFAULT_COUNT = 4;
const SETTINGS = [
  'seed',
  'schedule',
  'seniorProbability',
  'start',
  'chunkSize',
  'maxGap',
  'temperature',
  'topK',
  'topP',
  'maxNewTokens',
  'task',
  'engine',
] as const;

/** A rollout is one of a problem each, so the count is that of prompts. */
const COUNT = {
  ...fieldOption('promptsPerStep', 'count'),
  help: `Solutions, each of another validation problem (default ${DEFAULT_COUNT}).`,
};

const OPTIONS: readonly Option[] = [
  { name: 'senior', value: 'NAME|DIR', help: 'The senior (default: that of the preset).' },
  { name: 'junior', value: 'NAME|DIR', help: 'The junior (default: that of the preset).' },
  MODELS_OPTION,
  PRESET_OPTION,
  { name: 'json', value: null, help: 'Print one line of JSON: {"rollouts": [...]}.' },
  COUNT,
  ...SETTINGS.map((name) => fieldOption(name)),
];

export const command: TerminalCommand = {
  words: '',
  options: OPTIONS,
  notes: ['NAME is a folder below --models, DIR a path to a checkpoint folder.'],
  run,
};

async function run(given: Given): Promise<number> {
  noWords(given);
  const config = readConfig(given);
  const task = TASKS[config.task];
  checkCount(task, 'validation', COUNT.name, config.promptsPerStep);
  const { options } = given;
  const models = options.get(MODELS_OPTION.name);
  const { senior = config.senior, junior = config.junior } = Object.fromEntries(options);
  checkPair(config.task, senior, junior);
  const names = {
    senior: await modelFolder('senior', senior, models),
    junior: await modelFolder('junior', junior, models),
  };
  const engine = await startEngine(config.engine);
  const pair = await loadPair(names, engine, readBelow(''));
  const problems = evaluationProblems(task, 'validation', config.promptsPerStep, config.seed);
  const written = await rollout(engine, pair, config, { step: 1, problems });
  const rewarded = reward(task, problems, written, pair.tokenizer);
  const pieces = rewarded.flatMap((solution) => {
    const problem = problems[solution.group];
    return problem === undefined ? [] : [{ solution, problem }];
  });
  await disposePair(engine, pair);
  if (options.has('json')) {
    const rollouts = pieces.map(({ solution, problem }) => rolloutRecord(solution, problem));
    process.stdout.write(`${JSON.stringify({ ...names, rollouts })}\n`);
    return 0;
  }
  const colour = wantsColour(process.stdout, process.env);
  const shown = pieces.map((piece) => show(piece, pair, colour));
  process.stdout.write(`${legend(colour)}\n\n${shown.join('\n\n')}\n`);
  return 0;
}

/** The preset with one rollout per problem, and the given settings on top. */
function readConfig(given: Given): RunConfig {
  const { config } = readRequestedRun([], given);
  const base = { ...config, promptsPerStep: DEFAULT_COUNT, groupSize: 1 };
  return readFields(base, OPTIONS, given);
}

interface Piece {
  readonly solution: ReturnType<typeof reward>[number];
  readonly problem: Problem;
}

function show({ solution, problem }: Piece, { tokenizer }: Pair, colour: boolean): string {
  const { tokens, authors, reward: points, finish } = solution;
  const senior = authors.reduce((sum, bit) => sum + bit, 0);
  const changes = handoffs(solution);
  const end = finish === 'length' ? ', cut off at the length limit' : '';
  return [
    problem.prompt.trimEnd(),
    paintRollout(solution, tokenizer, colour),
    `reward ${points} (answer ${problem.answer}), ${changes} handoff${changes === 1 ? '' : 's'}, ${senior} of ${tokens.length} tokens by the senior${end}`,
  ].join('\n');
}

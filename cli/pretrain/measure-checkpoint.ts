// The figures of a model card: a checkpoint alone on held-out problems.
import type { Checkpoint } from '../../src/checkpoint/checkpoint.ts';
import { parameterCount } from '../../src/checkpoint/shapes.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { untruncated } from '../../src/engine/requests.ts';
import { evaluationProblems } from '../../src/evaluate/problems.ts';
import type { EvaluationSetup } from '../../src/evaluate/setup.ts';
import { STYLE_MEASURES } from '../../src/evaluate/styles.ts';
import { accuracy, type Measured, measured, tallies } from '../../src/evaluate/tally.ts';
import { writeAlone } from '../../src/evaluate/write.ts';
import { LENGTHS } from '../../src/metrics/lengths.ts';
import { METRICS, type MetricName } from '../../src/metrics/metrics.ts';
import type { CardFigures, Figure } from '../../src/pretrain/card.ts';
import { type Recipe, taskOf } from '../../src/pretrain/recipe.ts';
import type { Rewarded } from '../../src/rl/reward.ts';
import { boundaryIds } from '../../src/tandem/boundaries.ts';
import { TASKS } from '../../src/tasks/index.ts';
import {
  type Problem,
  STYLE_NAMES,
  type StyleName,
  type Task,
} from '../../src/tasks/parts/task.ts';
import { createTokenizer } from '../../src/tokenizer/tokenizer.ts';
import { UsageError } from '../input/command.ts';

const PROBLEMS = 512;
const SEED = 1;
const TEMPERATURE = 1;
const LONGEST = 64;

/** Measures the weights as given; round them first if they are to be stored rounded. */
export async function measureCheckpoint(
  engine: Engine,
  checkpoint: Checkpoint,
  { recipe, dtype }: { readonly recipe: Recipe; readonly dtype: string },
): Promise<CardFigures> {
  if (checkpoint.tokenizer === null) throw new UsageError(`${recipe.name} has no tokenizer.`);
  const tokenizer = createTokenizer(checkpoint.tokenizer);
  const task = TASKS[taskOf(recipe)];
  const model = await engine.load(checkpoint);
  const setup: EvaluationSetup = {
    engine,
    senior: model,
    junior: model,
    initial: null,
    tokenizer,
    task,
    problems: evaluationProblems(task, 'validation', PROBLEMS, SEED),
    sampling: untruncated(TEMPERATURE, LONGEST),
    seed: SEED,
  };
  const solutions = await writeAlone(setup, 'solo', model);
  const continuation = await continued(setup, secondStyle(recipe));
  const longer = await onLonger(setup, recipe);
  await engine.dispose(model);
  const shares = measured(tallies(STYLE_MEASURES, { task, solo: solutions }));
  return {
    config: checkpoint.config,
    parameters: parameterCount(checkpoint.config),
    dtype,
    tokens: {
      vocabulary: tokenizer.vocabulary.length,
      word: boundaryIds(tokenizer, 'word').length,
      step: boundaryIds(tokenizer, 'step').length,
    },
    problems: PROBLEMS,
    seed: SEED,
    temperature: TEMPERATURE,
    solo: soloAccuracy(solutions),
    styles: styleFigures(shares),
    continuation,
    longer,
  };
}

/** The longer tasks of a recipe's documents, with solutions as much longer. */
async function onLonger(
  setup: EvaluationSetup,
  { phases }: Recipe,
): Promise<CardFigures['longer']> {
  const named = new Set(phases.flatMap(({ documents }) => documents.map(({ task }) => task)));
  const figures = new Map<string, Figure>();
  for (const { task: name, factor } of Object.values(LENGTHS)) {
    if (factor === 1 || !named.has(name)) continue;
    const task = TASKS[name];
    const problems = evaluationProblems(task, 'validation', PROBLEMS, SEED);
    const sampling = { ...setup.sampling, maxNewTokens: LONGEST * factor };
    const solutions = await writeAlone(
      { ...setup, task, problems, sampling },
      'solo',
      setup.senior,
    );
    figures.set(name, soloAccuracy(solutions));
  }
  return figures;
}

/** The rarer style of a model that learnt two last; null for all others. */
export function secondStyle(recipe: Recipe): StyleName | null {
  const kinds = recipe.phases.at(-1)?.documents ?? [];
  const names = new Set(kinds.map(({ style }) => style));
  if (names.size !== 2) return null;
  return kinds.reduce((least, kind) => (kind.weight < least.weight ? kind : least)).style;
}

/** The first line becomes part of the prompt, which ends in a newline, so tokens split the same. */
export function withFirstLine(task: Task, problem: Problem, style: StyleName): Problem {
  const [first] = task.render(problem, style).split('\n');
  return { ...problem, prompt: `${problem.prompt}${first}\n` };
}

async function continued(setup: EvaluationSetup, style: StyleName | null) {
  if (style === null) return null;
  const problems = setup.problems.map((problem) => withFirstLine(setup.task, problem, style));
  const solutions = await writeAlone({ ...setup, problems }, 'solo', setup.senior);
  return { style, ...soloAccuracy(solutions) };
}

const soloAccuracy = (solutions: readonly Rewarded[]): Figure =>
  figure(measured([{ name: 'solo/accuracy', ...accuracy(solutions) }]), 'solo/accuracy');

function figure({ metrics, intervals }: Measured, name: MetricName): Figure {
  const value = metrics[name];
  if (value === undefined) throw new Error(`${name} was not measured`);
  return { value, interval: intervals[name] ?? null };
}

const STYLE_METRICS = ([...STYLE_NAMES, 'mixed'] as const).map((name) => `style/${name}` as const);

function styleFigures(shares: Measured): ReadonlyMap<string, Figure> {
  return new Map(
    STYLE_METRICS.filter((name) => name in shares.metrics).map((name) => [
      METRICS[name].label,
      figure(shares, name),
    ]),
  );
}

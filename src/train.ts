// The training line as a generator of events: problems, rollouts, rewards, advantages, update, evaluation.
import { parameterCount } from './checkpoint/shapes.ts';
import type { RunConfig } from './config/fields.ts';
import { type Changes, liveChanges } from './config/live.ts';
import type { Engine, Rollout } from './engine/engine.ts';
import { evaluationSampling } from './engine/requests.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { evaluationProblems } from './evaluate/problems.ts';
import { advantage } from './rl/advantage.ts';
import { lossAuthors } from './rl/loss-authors.ts';
import { measure, tokensOf } from './rl/measure.ts';
import { problemsAt } from './rl/problems.ts';
import { reward } from './rl/reward.ts';
import { rollout } from './rl/rollout.ts';
import { newOptimizers, type Optimizers, updatePair } from './rl/update-pair.ts';
import { updateRows } from './rl/update-rows.ts';
import type { EvaluationEvent, RunEvent, StartEvent, WarningEvent } from './run/events.ts';
import type { Pair } from './run/pair.ts';
import { BEGINNING, progressAfter, type RunProgress } from './run/progress.ts';
import { settingWarnings, stepWarnings } from './run/warnings.ts';
import { boundaries } from './tandem/boundaries.ts';
import { TASKS } from './tasks/index.ts';
import type { Problem, Task } from './tasks/parts/task.ts';

/**
 * @param from where an earlier run ended: the pair's senior then has its weights and moments, and so
 *   has a junior that learns. What follows equals that run, but that with pipelining the next rollouts
 *   are on-policy
 * @param settingsAt asked before each step for the settings from there on; only live settings change.
 *   Rollouts begun ahead keep the settings they began with
 */
export async function* train(
  start: RunConfig,
  engine: Engine,
  pair: Pair,
  from: RunProgress | null = null,
  settingsAt: (stepsDone: number) => RunConfig = () => start,
): AsyncGenerator<RunEvent, void> {
  const task = TASKS[start.task];
  const evaluation = evaluator(start, engine, pair, task);
  const write = writer(engine, pair, task);
  let config = start;
  let progress = from ?? BEGINNING;
  let optimizers = newOptimizers(progress);

  if (from === null) yield* openingEvents(start, engine, pair, task);
  else yield { kind: 'resume', step: progress.step, engine: engine.info };
  if (!progress.evaluated && isDue(progress.step, config)) {
    const event = await evaluation(progress.step);
    yield event;
    progress = progressAfter(progress, event);
  }
  for (;;) {
    const changes = liveChanges(config, settingsAt(progress.step));
    if (changes !== null) {
      config = { ...config, ...changes };
      yield* changeEvents(progress.step, changes, config);
    }
    if (progress.step >= config.steps) break;
    const stepRollouts = await write(config, progress.step + 1);
    const learned = await learn({ engine, pair, task }, stepRollouts, optimizers, progress);
    optimizers = learned.optimizers;
    yield* learned.events;
    progress = learned.events.reduce(progressAfter, progress);
    if (!isDue(progress.step, config)) continue;
    const event = await evaluation(progress.step);
    yield event;
    progress = progressAfter(progress, event);
  }
  // A run that was cut short is measured where it ends.
  if (!progress.evaluated) yield await evaluation(progress.step);
  yield { kind: 'end', step: progress.step };
}

/** A step's problems and solutions, with the settings that they were written by. */
interface StepRollouts {
  readonly settings: RunConfig;
  readonly problems: readonly Problem[];
  readonly rollouts: readonly Rollout[];
}

/** Writes step after step; with pipelining it has begun the next one when it gives one. */
function writer(engine: Engine, pair: Pair, task: Task) {
  const write = async (settings: RunConfig, step: number): Promise<StepRollouts> => {
    const problems = problemsAt(task, settings, step);
    const rollouts = await rollout(engine, pair, settings, { step, problems });
    return { settings, problems, rollouts };
  };
  let ahead: Promise<StepRollouts> | null = null;
  return async (config: RunConfig, step: number): Promise<StepRollouts> => {
    const stepRollouts = await (ahead ?? write(config, step));
    ahead = config.pipeline && step < config.steps ? begun(write(config, step + 1)) : null;
    return stepRollouts;
  };
}

/** From solutions to weights: rewards, advantages, update. `before` is the progress before the step. */
async function learn(
  { engine, pair, task }: { readonly engine: Engine; readonly pair: Pair; readonly task: Task },
  { settings: config, problems, rollouts: sampled }: StepRollouts,
  optimizers: Optimizers,
  before: RunProgress,
): Promise<{ readonly events: readonly RunEvent[]; readonly optimizers: Optimizers }> {
  const step = before.step + 1;
  const rewarded = reward(task, problems, sampled, pair.tokenizer);
  const advantages = advantage(rewarded, config);
  const authors = lossAuthors(rewarded, config, step, pair.tokenizer);
  const rows = updateRows(rewarded, advantages, authors);
  const update = await updatePair({ engine, pair, config }, rows, step, optimizers);
  const rollouts = rows.map((row) => row.rollout);
  const tokens = before.tokens + tokensOf(rewarded);
  const metrics = {
    ...measure({ task, rollouts: rewarded, tokensSeen: tokens }),
    ...update.metrics,
  };
  const messages = [...update.warnings, ...stepWarnings(before.warnings, metrics, config)];
  return {
    events: [...warningEvents(step, messages), { kind: 'step', step, metrics, problems, rollouts }],
    optimizers: update.optimizers,
  };
}

/** A change, and the warnings of the settings that it gives. */
function changeEvents(step: number, changes: Changes, config: RunConfig): readonly RunEvent[] {
  const hasCut = 'topK' in changes || 'topP' in changes;
  const messages = hasCut ? settingWarnings(config) : [];
  return [{ kind: 'change', step, changes }, ...warningEvents(step, messages)];
}

const warningEvents = (step: number, messages: readonly string[]): readonly WarningEvent[] =>
  messages.map((message) => ({ kind: 'warning', step, message }));

/** Whether an evaluation follows the step. */
function isDue(step: number, { evaluateEvery, steps }: RunConfig): boolean {
  return step === 0 || step === steps || (evaluateEvery > 0 && step % evaluateEvery === 0);
}

/** A promise that is awaited later: no unhandled rejection before. */
function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

/** Evaluates the pair as it is, always on the same problems with the same draws. */
function evaluator(
  config: RunConfig,
  engine: Engine,
  pair: Pair,
  task: Task,
): (step: number) => Promise<EvaluationEvent> {
  const problems = evaluationProblems(task, 'validation', config.evaluationProblems, config.seed);
  const sampling = evaluationSampling(config);
  const setup = { ...pair, engine, task, problems, sampling, seed: config.seed };
  return (step) => evaluate(setup, step, { withJunior: step === 0 || config.juniorLearns });
}

function openingEvents(
  config: RunConfig,
  engine: Engine,
  pair: Pair,
  task: Task,
): readonly RunEvent[] {
  const start = startEvent(config, engine, pair, task);
  return [start, ...warningEvents(0, settingWarnings(config))];
}

function startEvent(config: RunConfig, engine: Engine, pair: Pair, task: Task): StartEvent {
  const { tokenizer } = pair;
  const allowed = boundaries(tokenizer, config.schedule);
  return {
    kind: 'start',
    config: Object.freeze({ ...config }),
    engine: engine.info,
    parameters: {
      senior: parameterCount(pair.senior.config),
      junior: parameterCount(pair.junior.config),
    },
    space: task.space(),
    chance: task.chance(),
    boundary: {
      tokens: allowed.reduce((sum, bit) => sum + bit, 0),
      vocabulary: tokenizer.vocabulary.length,
    },
    vocabulary: tokenizer.vocabulary.map((_, id) => tokenizer.surface(id)),
  };
}

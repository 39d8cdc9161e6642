// The training line, in reading order: problems, rollouts, rewards, advantages, update, evaluation.
// Yields what happened; pause is not pulling, stop is return(). Knows no page, clock or file.

import { parameterCount } from '../checkpoint/shapes.ts';
import type { RunConfig } from '../config/fields.ts';
import type { Engine } from '../engine/engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { evaluationProblems } from '../evaluate/problems.ts';
import type { EvaluationEvent, RunEvent, StartEvent } from '../run/events.ts';
import type { Pair } from '../run/pair.ts';
import { BEGINNING, type Progress } from '../run/progress.ts';
import { lossAuthors } from '../tandem/loss-authors.ts';
import { rollout } from '../tandem/rollout.ts';
import { TASKS } from '../tasks/index.ts';
import type { Task } from '../tasks/task.ts';
import { boundaries } from '../tokenizer/boundaries.ts';
import { advantage } from './advantage.ts';
import { improvePair, newOptimizers } from './improve-pair.ts';
import { measure } from './measure.ts';
import { problemsAt } from './problems.ts';
import { reward } from './reward.ts';

/**
 * @param from where an earlier run was left: the pair's senior then has its weights and moments, and so
 *   has a junior that learns. What follows is what that run would have told, but that with pipelining
 *   the next rollouts are on-policy
 */
export async function* train(
  config: RunConfig,
  engine: Engine,
  pair: Pair,
  from: Progress | null = null,
): AsyncGenerator<RunEvent, void> {
  const task = TASKS[config.task];
  const evaluation = evaluator(config, engine, pair, task);
  const trainer = { engine, pair, config };
  const { step: done, evaluated } = from ?? BEGINNING;
  let optimizers = newOptimizers(from ?? BEGINNING);
  const write = async (step: number) => {
    const problems = problemsAt(task, config, step);
    return { problems, written: await rollout(engine, pair, config, { step, problems }) };
  };
  let ahead: ReturnType<typeof write> | null = null;

  if (from === null) yield startEvent(config, engine, pair, task);
  else yield { kind: 'resume', step: done, engine: engine.info };
  if (!evaluated && isDue(done, config)) yield await evaluation(done);
  for (let step = done + 1; step <= config.steps; step++) {
    const { problems, written } = await (ahead ?? write(step));
    ahead = config.pipeline && step < config.steps ? begun(write(step + 1)) : null;
    const rewarded = reward(task, problems, written, pair.tokenizer);
    const advantages = advantage(rewarded, config);
    const authors = lossAuthors(rewarded, config, step, pair.tokenizer);
    const lesson = { step, advantages, authors };
    const update = await improvePair(trainer, rewarded, lesson, optimizers);
    optimizers = update.optimizers;
    const rollouts = rewarded.map((row, i) => ({ ...row, advantage: advantages[i] ?? 0 }));
    for (const message of update.warnings) yield { kind: 'warning', step, message };
    yield {
      kind: 'step',
      step,
      metrics: { ...measure(rewarded), ...update.metrics },
      problems,
      rollouts,
    };
    if (isDue(step, config)) yield await evaluation(step);
  }
  yield { kind: 'end', step: config.steps };
}

/** Whether an evaluation follows so many steps. */
function isDue(step: number, { evaluateEvery, steps }: RunConfig): boolean {
  return step === 0 || step === steps || (evaluateEvery > 0 && step % evaluateEvery === 0);
}

/** A promise that is awaited later: until then a failure of it is nobody's. */
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
  const sampling = {
    temperature: config.evaluationTemperature,
    topK: 0,
    topP: 1,
    maxNewTokens: config.maxNewTokens,
  };
  const setup = { ...pair, engine, task, problems, sampling, seed: config.seed };
  return (step) => evaluate(setup, step, { withJunior: step === 0 || config.juniorLearns });
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

// One run of an experiment: trained, its step selected on validation problems, examined on test ones.
import type { Weights } from '../checkpoint/checkpoint.ts';
import type { Engine, Model } from '../engine/engine.ts';
import { evaluationSampling } from '../engine/requests.ts';
import { evaluationProblems } from '../evaluate/problems.ts';
import type { MetricValues } from '../metrics/metrics.ts';
import type { EvaluationEvent } from '../run/events.ts';
import type { Pair } from '../run/pair.ts';
import { TASKS } from '../tasks/index.ts';
import { train } from '../train.ts';
import { examine } from './examine.ts';
import { examineLengths } from './examine-lengths.ts';
import type { Examination, Findings, RunPlan } from './result.ts';
import { workOf } from './work.ts';

interface Selected {
  readonly step: number;
  readonly value: number;
  readonly weights: Weights;
  /** Null where the junior is frozen. */
  readonly junior: Weights | null;
}

/** Examinations of untrained pairs: arms that begin alike share them. Only for runs of one engine. */
export type Starts = Map<string, Examination>;

export interface RunHooks {
  /** Called now and then with the number of solutions written since the last call. */
  readonly onWork: (solutions: number) => void;
  /** The test plan's reader. */
  readonly reader?: Model;
  readonly starts?: Starts;
}

/** Examined at the start, with the weights of the selected step, and at the end. */
export async function run(
  plan: RunPlan,
  engine: Engine,
  pair: Pair,
  { onWork, reader, starts = new Map() }: RunHooks,
): Promise<Findings> {
  const { config } = plan;
  const withJunior = config.juniorLearns;
  const work = workOf(plan);
  const examined = examiner(plan, engine, reader === undefined ? pair : { ...pair, reader });
  const start = starts.get(startKey(plan)) ?? (await examined({ withJunior: true }));
  starts.set(startKey(plan), start);
  onWork(work.examination);
  const trace: Findings['trace'][number][] = [];
  let batch: MetricValues = {};
  let best: Selected | null = null;
  for await (const event of train(config, engine, pair)) {
    if (event.kind === 'step') {
      batch = event.metrics;
      onWork(work.step);
    }
    if (event.kind !== 'evaluation') continue;
    onWork(work.evaluation);
    trace.push({ step: event.step, metrics: { ...batch, ...event.metrics } });
    const value = merit(plan, event);
    if (value <= (best?.value ?? Number.NEGATIVE_INFINITY)) continue;
    best = {
      step: event.step,
      value,
      weights: await engine.weights(pair.senior),
      junior: withJunior ? await engine.weights(pair.junior) : null,
    };
  }
  if (best === null) throw new Error(`no step of ${config.steps} was evaluated`);
  const last = await examined({ withJunior });
  onWork(work.examination);
  await engine.assign(pair.senior, best.weights);
  if (best.junior !== null) await engine.assign(pair.junior, best.junior);
  const selected = best.step === config.steps ? last : await examined({ withJunior });
  onWork(work.examination);
  return { trace, selected: best.step, tests: { start, selected, last } };
}

/** All that the examination of an untrained pair depends on. */
function startKey({ config, test, models }: RunPlan): string {
  const { task, seed, evaluationTemperature, maxNewTokens } = config;
  return JSON.stringify({ task, seed, evaluationTemperature, maxNewTokens, test, models });
}

/** The untrained senior cannot be selected. */
function merit({ select }: RunPlan, { step, metrics }: EvaluationEvent): number {
  const value = metrics[select];
  if (value === undefined) throw new Error(`${select} was not measured at step ${step}`);
  return step === 0 ? Number.NEGATIVE_INFINITY : value;
}

/** Examines the pair as it is when called, always on the same problems with the same draws. */
function examiner(
  { config, test }: RunPlan,
  engine: Engine,
  models: Pair & { readonly reader?: Model },
): (parts: { readonly withJunior: boolean }) => Promise<Examination> {
  const task = TASKS[config.task];
  const problems = evaluationProblems(task, 'test', test.problems, config.seed);
  const sampling = evaluationSampling(config);
  const setup = { ...models, engine, task, problems, sampling, seed: config.seed };
  return async ({ withJunior }) => ({
    ...(await examine(setup, { ...test, withJunior })),
    ...(await examineLengths(setup, test.lengths ?? [])),
  });
}

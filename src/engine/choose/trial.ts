// A short trial of an engine: some rollouts of the run's own pair and an update with them, timed by a given
// clock; the models end as they began.

import type { Checkpoint, ModelConfig } from '../../checkpoint/checkpoint.ts';
import { parameterCount } from '../../checkpoint/shapes.ts';
import type { Schedule } from '../../tandem/schedule.ts';
import type { Engine, GenerateRequest, Model, OptimizerStep } from '../engine.ts';
import { requestOf, rowOf, sequenceOf, untruncated } from '../requests.ts';
import type { Trial } from './fastest.ts';

/** What the run will do. */
export interface Workload {
  readonly senior: Checkpoint;
  readonly junior: Checkpoint;
  /** Rollouts of a step. */
  readonly rows: number;
}

/** Tokens of each row's prompt and after it, where the context has room for them. */
const TOKENS = 16;
/** Rows that share a prompt, as a group does. */
const GROUP = 4;
/** Multiplications of a round, about: a fraction of a second of WebAssembly. */
const COST = 4e9;
const LEAST_ROWS = 4;
/** Milliseconds of the fewest rows that tell enough: an adapter may be software and not say so. */
const SLOW = 500;
const ROUNDS = 2;

const STEP: OptimizerStep = {
  learningRate: 1e-6,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradNorm: 1,
};

/** Milliseconds of the quicker round of all rows. The trial's models are gone after it. */
export function trialOf(work: Workload, now: () => number): Trial {
  const rows = rowsOf(work);
  return async (engine) => {
    const senior = await engine.load(work.senior);
    const junior = await engine.load(work.junior);
    const timed = async (count: number) => {
      const begun = now();
      await round(engine, { senior, junior }, trialRequest(work, count));
      return now() - begun;
    };
    try {
      const few = Math.min(rows, LEAST_ROWS);
      // The first round compiles and warms up.
      await timed(few);
      const probe = await timed(few);
      if (probe > SLOW) return (probe * rows) / few;
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < ROUNDS; i++) best = Math.min(best, await timed(rows));
      return best;
    } finally {
      await engine.dispose(senior);
      await engine.dispose(junior);
    }
  };
}

interface Models {
  readonly senior: Model;
  readonly junior: Model;
}

async function round(
  engine: Engine,
  { senior, junior }: Models,
  request: GenerateRequest,
): Promise<void> {
  const rollouts = await engine.generate(senior, junior, request);
  const batch = rollouts.map((rollout, row) => ({
    ...sequenceOf(rollout),
    gradients: new Float64Array(rollout.tokens.length).fill(row % 2 === 0 ? 1e-3 : -1e-3),
  }));
  await engine.update(senior, batch, 1, STEP);
}

/** As many rows as the run has, unless they would take long. */
function rowsOf({ senior, junior, rows }: Workload): number {
  return Math.min(rows, Math.max(LEAST_ROWS, Math.floor(COST / rowCost(senior, junior))));
}

/** No token ends a row. */
function trialRequest({ senior, junior }: Workload, count: number): GenerateRequest {
  const { vocabSize, contextLength } = senior.config;
  const room = Math.min(contextLength, junior.config.contextLength);
  const promptLength = Math.min(TOKENS, Math.floor(room / 2));
  const rows = Array.from({ length: count }, (_, sequence) => {
    const group = Math.floor(sequence / GROUP);
    const prompt = Array.from({ length: promptLength }, (_, i) => (group + i) % vocabSize);
    return rowOf(prompt, sequence);
  });
  return requestOf(rows, {
    schedule: scheduleOf(senior.config),
    sampling: untruncated(1, promptLength),
    seed: 0,
    step: 1,
    eosId: vocabSize,
  });
}

/** Both models read and write a row; the senior then learns from it, which is three forward passes. */
function rowCost(senior: Checkpoint, junior: Checkpoint): number {
  const parameters = 4 * parameterCount(senior.config) + parameterCount(junior.config);
  return 2 * TOKENS * parameters;
}

function scheduleOf({ vocabSize }: ModelConfig): Schedule {
  return {
    kind: 'word',
    seniorProbability: 0.5,
    maxGap: 4,
    chunkSize: 4,
    start: 'coin',
    boundary: new Uint8Array(vocabSize).fill(1),
  };
}

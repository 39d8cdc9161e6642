// Next-token training on generated documents, phase by phase, by the engine's update: the loss is the mean negative log-prob.

import type { Engine, Model, WeightedSequence } from '../engine/engine.ts';
import { draws } from '../random/random.ts';
import { cosine } from '../rl/learning-rate.ts';
import type { Task } from '../tasks/parts/task.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { document } from './corpus.ts';
import { BATCH, type PretrainPhase, type Recipe, stepsOf } from './recipe.ts';

export interface PretrainStep {
  /** Optimizer steps done, of all phases. */
  readonly step: number;
  readonly steps: number;
  /** Mean negative log-prob per solution token of this step's batch, nats. */
  readonly loss: number;
}

const ADAM = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.01, maxGradNorm: 1 };

/** The model in training, and what trains it. */
export interface PretrainSetup {
  readonly engine: Engine;
  readonly model: Model;
  readonly tokenizer: Tokenizer;
}

/** Continues after `done` steps; documents depend on seed and step only, so resuming changes nothing. */
export async function* pretrain(
  recipe: Recipe,
  setup: PretrainSetup,
  task: Task,
  done: number,
): AsyncGenerator<PretrainStep, void> {
  const { engine, model, tokenizer } = setup;
  const steps = stepsOf(recipe);
  let before = 0;
  for (const phase of recipe.phases) {
    for (
      let step = Math.max(1, done - before + 1);
      step <= Math.min(phase.steps, steps - before);
      step++
    ) {
      const overall = before + step;
      const batch = documents(recipe, phase, overall, { task, tokenizer });
      const report = await engine.update(model, batch, 1, {
        ...ADAM,
        learningRate: cosine(step, {
          base: phase.learningRate,
          warmupSteps: phase.warmupSteps,
          steps: phase.steps,
          floor: 0.1,
        }),
      });
      yield { step: overall, steps, loss: meanLoss(report.logprobs) };
    }
    before += phase.steps;
  }
}

/** A batch of tokenised documents; every solution token weighs the same. */
function documents(
  recipe: Recipe,
  phase: PretrainPhase,
  step: number,
  { task, tokenizer }: { task: Task; tokenizer: Tokenizer },
): WeightedSequence[] {
  const sequences = Array.from({ length: BATCH }, (_, sequence) => {
    const key = { seed: recipe.seed, stream: 'corpus', step, sequence } as const;
    const { prompt, solution } = document(task, draws(key), phase.documents);
    return {
      prompt: [tokenizer.bosId, ...tokenizer.encode(prompt)],
      tokens: [...tokenizer.encode(solution), tokenizer.eosId],
    };
  });
  const tokens = sequences.reduce((sum, sequence) => sum + sequence.tokens.length, 0);
  return sequences.map((sequence) => ({
    ...sequence,
    gradients: new Float64Array(sequence.tokens.length).fill(-1 / tokens),
  }));
}

function meanLoss(logprobs: readonly Float32Array[]): number {
  const tokens = logprobs.reduce((sum, row) => sum + row.length, 0);
  return -logprobs.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0) / tokens;
}

// One engine made of several: this thread's, which holds the optimizer, and those of workers, which have replicas.
import { checkOptimizer } from './check.ts';
import { chunks } from './chunks.ts';
import {
  type Engine,
  EngineError,
  type GenerateRequest,
  type Model,
  type Sequence,
  type WeightedSequence,
} from './engine.ts';
import { type Replicas, replicasIn } from './replicas.ts';
import { inShards, shards, updateInShards } from './shards.ts';

// Rollouts are written by the others; scores and gradients are shared by all. Every draw has its own key, every
// row is computed alone and gradients add up in fixed parts, so the number of workers changes no result.

/** An engine in another worker. */
export type RolloutEngine = Pick<
  Engine,
  'load' | 'generate' | 'score' | 'gradients' | 'assign' | 'dispose'
>;

export function splitEngine(own: Engine, others: readonly RolloutEngine[]): Engine {
  if (others.length === 0) return own;
  const replicas = replicasIn(others, own);
  return {
    ...own,
    load: replicas.load,
    generate: generateIn(others, replicas),
    score: own.shares.scores ? sharedScore(own, others, replicas) : own.score,
    update: async (model, batch, temperature, optimizer) => {
      const update = own.shares.updates ? sharedUpdate(own, others, replicas) : own.update;
      const report = await update(model, batch, temperature, optimizer);
      replicas.outdate(model);
      return report;
    },
    apply: async (model, flat, optimizer) => {
      const norm = await own.apply(model, flat, optimizer);
      replicas.outdate(model);
      return norm;
    },
    assign: async (model, weights, moments) => {
      await own.assign(model, weights, moments);
      replicas.outdate(model);
    },
    dispose: replicas.dispose,
  };
}

function sharedScore(
  own: Engine,
  others: readonly RolloutEngine[],
  replicas: Replicas,
): Engine['score'] {
  return async (model, sequences, { temperature, against }) => {
    await Promise.all([model, against ?? model].map(replicas.publish));
    const inOthers = others.map((other, i) => (part: readonly Sequence[]) => {
      const replica = (of: Model) => at(replicas.of(of), i);
      return other.score(replica(model), part, {
        temperature,
        against: against === null ? null : replica(against),
      });
    });
    const here = (part: readonly Sequence[]) => own.score(model, part, { temperature, against });
    return (await inShards(shards(sequences), [...inOthers, here])).flat();
  };
}

function sharedUpdate(
  own: Engine,
  others: readonly RolloutEngine[],
  replicas: Replicas,
): Engine['update'] {
  return async (model, batch, temperature, optimizer) => {
    checkOptimizer(optimizer);
    await replicas.publish(model);
    const inOthers = others.map((other, i) => (part: readonly WeightedSequence[]) => {
      return other.gradients(at(replicas.of(model), i), part, temperature);
    });
    return updateInShards({
      parts: shards(batch),
      gradients: [...inOthers, (part) => own.gradients(model, part, temperature)],
      apply: (flat) => own.apply(model, flat, optimizer),
    });
  };
}

function generateIn(others: readonly RolloutEngine[], replicas: Replicas): Engine['generate'] {
  return async (senior, junior, request) => {
    // Both at once, so that weights are read before a change that is asked for next.
    await Promise.all([replicas.publish(senior), replicas.publish(junior)]);
    const parts = parted(request, others.length).map((part, i) => {
      const replica = (model: Model) => at(replicas.of(model), i);
      return at(others, i).generate(replica(senior), replica(junior), part);
    });
    return (await Promise.all(parts)).flat();
  };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) {
    throw new EngineError(`engine ${index} of ${items.length} is not there, or lacks the model`);
  }
  return item;
}

/** Consecutive rows, about equally many each; at most `count` parts, none empty. */
function parted(request: GenerateRequest, count: number): GenerateRequest[] {
  const size = Math.max(1, Math.ceil(request.rows.length / count));
  return chunks(request.rows, size).map((rows) => ({ ...request, rows }));
}

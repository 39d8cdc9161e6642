// One engine made of several: this thread's, which holds the optimizer, and engines of other workers
// with copies of the weights. Rollouts are written by the others; scores and gradients are shared by
// all. Every draw has its own key, every row is computed alone and gradients add up in fixed parts, so
// the number of workers changes no result. Knows no workers, only engines.
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
import { type Copies, copiesIn } from './replicas.ts';
import { inShards, shards, updateInShards } from './shards.ts';

/** An engine in another worker. */
export type RolloutEngine = Pick<
  Engine,
  'load' | 'generate' | 'score' | 'gradients' | 'assign' | 'dispose'
>;

export function splitEngine(own: Engine, others: readonly RolloutEngine[]): Engine {
  if (others.length === 0) return own;
  const copies = copiesIn(others, own);
  return {
    ...own,
    load: copies.load,
    generate: generateIn(others, copies),
    score: own.shares.scores ? sharedScore(own, others, copies) : own.score,
    update: async (model, batch, temperature, optimizer) => {
      const update = own.shares.updates ? sharedUpdate(own, others, copies) : own.update;
      const report = await update(model, batch, temperature, optimizer);
      copies.outdate(model);
      return report;
    },
    apply: async (model, flat, optimizer) => {
      const norm = await own.apply(model, flat, optimizer);
      copies.outdate(model);
      return norm;
    },
    assign: async (model, weights, moments) => {
      await own.assign(model, weights, moments);
      copies.outdate(model);
    },
    dispose: copies.dispose,
  };
}

function sharedScore(
  own: Engine,
  others: readonly RolloutEngine[],
  copies: Copies,
): Engine['score'] {
  return async (model, sequences, { temperature, against }) => {
    await Promise.all([model, against ?? model].map(copies.publish));
    const inOthers = others.map((other, i) => (part: readonly Sequence[]) => {
      const copy = (of: Model) => at(copies.of(of), i);
      return other.score(copy(model), part, {
        temperature,
        against: against === null ? null : copy(against),
      });
    });
    const here = (part: readonly Sequence[]) => own.score(model, part, { temperature, against });
    return (await inShards(shards(sequences), [...inOthers, here])).flat();
  };
}

function sharedUpdate(
  own: Engine,
  others: readonly RolloutEngine[],
  copies: Copies,
): Engine['update'] {
  return async (model, batch, temperature, optimizer) => {
    checkOptimizer(optimizer);
    await copies.publish(model);
    const inOthers = others.map((other, i) => (part: readonly WeightedSequence[]) => {
      return other.gradients(at(copies.of(model), i), part, temperature);
    });
    return updateInShards({
      parts: shards(batch),
      gradients: [...inOthers, (part) => own.gradients(model, part, temperature)],
      apply: (flat) => own.apply(model, flat, optimizer),
    });
  };
}

function generateIn(others: readonly RolloutEngine[], copies: Copies): Engine['generate'] {
  return async (senior, junior, request) => {
    // Both at once, so that weights are read before a change that is asked for next.
    await Promise.all([copies.publish(senior), copies.publish(junior)]);
    const parts = parted(request, others.length).map((part, i) => {
      const copy = (model: Model) => at(copies.of(model), i);
      return at(others, i).generate(copy(senior), copy(junior), part);
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

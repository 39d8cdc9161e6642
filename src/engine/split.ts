// One engine made of several: updates and scores run here, rollouts on engines of other workers with
// copies of the weights. Every draw has its own key and every row is computed alone, so the number of
// workers changes no result. Knows no workers, only engines.
import { chunks } from './chunks.ts';
import type { Engine, GenerateRequest, Model, Rollout } from './engine.ts';

/** An engine in another worker; its `info` stays there. */
export type RolloutEngine = Omit<Engine, 'info'>;

interface Copies {
  /** The model in each rollout engine. */
  readonly remote: readonly Model[];
  /** The rollout engines still hold the weights of before the last update. */
  stale: boolean;
  /** Settled when the last publication has arrived. */
  published: Promise<unknown>;
}

export function splitEngine(own: Engine, others: readonly RolloutEngine[]): Engine {
  if (others.length === 0) return own;
  const copies = new Map<number, Copies>();
  const copiesOf = (model: Model): Copies =>
    copies.get(model.id) ?? { remote: [], stale: false, published: Promise.resolve() };
  const markStale = (model: Model) => {
    copiesOf(model).stale = true;
  };

  /** Sends weights only when a rollout needs them: several updates in a row are published once. */
  const publish = async (model: Model) => {
    const held = copiesOf(model);
    if (held.stale) {
      // Before the weights are read: an update that comes meanwhile makes them stale again.
      held.stale = false;
      held.published = send(model, held.remote);
    }
    await held.published;
  };
  const send = async (model: Model, remote: readonly Model[]) => {
    const weights = await own.weights(model);
    await Promise.all(others.map((other, i) => other.assign(at(remote, i), weights)));
  };

  return {
    ...own,
    load: async (checkpoint) => {
      const model = await own.load(checkpoint);
      const remote = await Promise.all(others.map((other) => other.load(checkpoint)));
      copies.set(model.id, { remote, stale: false, published: Promise.resolve() });
      return model;
    },
    generate: async (senior, junior, request) => {
      await publish(senior);
      await publish(junior);
      const parts = shards(request, others.length).map((part, i) =>
        at(others, i).generate(
          at(copiesOf(senior).remote, i),
          at(copiesOf(junior).remote, i),
          part,
        ),
      );
      const rollouts: Rollout[] = [];
      for (const part of await Promise.all(parts)) rollouts.push(...part);
      return rollouts;
    },
    update: async (model, batch, temperature, optimizer) => {
      const report = await own.update(model, batch, temperature, optimizer);
      markStale(model);
      return report;
    },
    assign: async (model, weights, moments) => {
      await own.assign(model, weights, moments);
      markStale(model);
    },
    dispose: async (model) => {
      const { remote } = copiesOf(model);
      copies.delete(model.id);
      await Promise.all(others.map((other, i) => other.dispose(at(remote, i))));
      await own.dispose(model);
    },
  };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no engine ${index}; there are ${items.length}`);
  return item;
}

/** Consecutive rows, about equally many each; at most `count` shards, none empty. */
function shards(request: GenerateRequest, count: number): GenerateRequest[] {
  const size = Math.max(1, Math.ceil(request.rows.length / count));
  return chunks(request.rows, size).map((rows) => ({ ...request, rows }));
}

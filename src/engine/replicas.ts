// Replicas of this thread's models in other engines, brought up to date before they are used.
import { at } from '../at.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { Engine, Model } from './engine.ts';

/** What an engine needs to hold replicas. */
export type ReplicaEngine = Pick<Engine, 'load' | 'assign' | 'dispose'>;

export interface Replicas {
  load(checkpoint: Checkpoint): Promise<Model>;
  /** The model in each of the others. */
  of(model: Model): readonly Model[];
  /** To be called when a model's weights have changed here. */
  outdate(model: Model): void;
  /** Sends weights only where they changed since: several updates in a row are published once. */
  publish(model: Model): Promise<void>;
  dispose(model: Model): Promise<void>;
}

interface ReplicaSet {
  readonly remote: readonly Model[];
  /** The others still hold the weights of before the last change. */
  stale: boolean;
  /** Settled when the last publication has arrived. */
  published: Promise<unknown>;
}

export function replicasIn(others: readonly ReplicaEngine[], own: Engine): Replicas {
  const replicas = new Map<number, ReplicaSet>();
  const fresh = (remote: readonly Model[]): ReplicaSet => {
    return { remote, stale: false, published: Promise.resolve() };
  };
  const held = (model: Model): ReplicaSet => replicas.get(model.id) ?? fresh([]);
  const inEach = (model: Model, act: (other: ReplicaEngine, replica: Model) => Promise<void>) =>
    Promise.all(held(model).remote.map((replica, i) => act(at(others, i), replica)));
  const send = async (model: Model) => {
    const weights = await own.weights(model);
    await inEach(model, (other, replica) => other.assign(replica, weights));
  };
  return {
    load: async (checkpoint) => {
      const model = await own.load(checkpoint);
      const remote = await Promise.all(others.map((other) => other.load(checkpoint)));
      replicas.set(model.id, fresh(remote));
      return model;
    },
    of: (model) => held(model).remote,
    outdate: (model) => {
      held(model).stale = true;
    },
    publish: async (model) => {
      const its = held(model);
      if (its.stale) {
        // Before the weights are read: a change that comes meanwhile makes them stale again.
        its.stale = false;
        its.published = send(model);
      }
      await its.published;
    },
    dispose: async (model) => {
      await inEach(model, (other, replica) => other.dispose(replica));
      replicas.delete(model.id);
      await own.dispose(model);
    },
  };
}

// Copies of this thread's models in other engines, brought up to date when they are needed. Knows no
// workers and nothing of what models are for.
import { at } from '../at.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { Engine, Model } from './engine.ts';

/** What an engine needs to hold copies. */
export type CopyHolder = Pick<Engine, 'load' | 'assign' | 'dispose'>;

export interface Copies {
  load(checkpoint: Checkpoint): Promise<Model>;
  /** The model in each of the others. */
  of(model: Model): readonly Model[];
  /** To be called when a model's weights have changed here. */
  outdate(model: Model): void;
  /** Sends weights only where they changed since: several updates in a row are published once. */
  publish(model: Model): Promise<void>;
  dispose(model: Model): Promise<void>;
}

interface Held {
  readonly remote: readonly Model[];
  /** The others still hold the weights of before the last change. */
  stale: boolean;
  /** Settled when the last publication has arrived. */
  published: Promise<unknown>;
}

export function copiesIn(others: readonly CopyHolder[], own: Engine): Copies {
  const copies = new Map<number, Held>();
  const fresh = (remote: readonly Model[]): Held => {
    return { remote, stale: false, published: Promise.resolve() };
  };
  const held = (model: Model): Held => copies.get(model.id) ?? fresh([]);
  const inEach = (model: Model, act: (other: CopyHolder, copy: Model) => Promise<void>) =>
    Promise.all(held(model).remote.map((copy, i) => act(at(others, i), copy)));
  const send = async (model: Model) => {
    const weights = await own.weights(model);
    await inEach(model, (other, copy) => other.assign(copy, weights));
  };
  return {
    load: async (checkpoint) => {
      const model = await own.load(checkpoint);
      const remote = await Promise.all(others.map((other) => other.load(checkpoint)));
      copies.set(model.id, fresh(remote));
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
      await inEach(model, (other, copy) => other.dispose(copy));
      copies.delete(model.id);
      await own.dispose(model);
    },
  };
}

// An engine that does one thing at a time, in the order asked: a rollout that was begun before an update is
// made with the weights from before it.
import type { Engine } from './engine.ts';

export function serial(engine: Engine): Engine {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    // What went wrong before was reported to whoever asked for it.
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  return {
    info: engine.info,
    shares: engine.shares,
    load: (...given) => inTurn(() => engine.load(...given)),
    generate: (...given) => inTurn(() => engine.generate(...given)),
    score: (...given) => inTurn(() => engine.score(...given)),
    gradients: (...given) => inTurn(() => engine.gradients(...given)),
    apply: (...given) => inTurn(() => engine.apply(...given)),
    update: (...given) => inTurn(() => engine.update(...given)),
    weights: (...given) => inTurn(() => engine.weights(...given)),
    moments: (...given) => inTurn(() => engine.moments(...given)),
    assign: (...given) => inTurn(() => engine.assign(...given)),
    dispose: (...given) => inTurn(() => engine.dispose(...given)),
  };
}

// Engines across Node's message ports, by comlink.
import { type Endpoint, expose, type Remote, wrap } from 'comlink';
import type { Engine } from '../src/engine/engine.ts';

type DataListener = (data: unknown) => void;

/** A MessagePort, or a worker as its maker sees it. */
export interface NodePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: DataListener): unknown;
  off(event: 'message', listener: DataListener): unknown;
}

/** What comlink asks of a port: Node's ports give messages without an event around them. */
function endpoint(port: NodePort): Endpoint {
  const listeners = new Map<unknown, DataListener>();
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (_, listener) => {
      const onMessage = (data: unknown) => {
        const event = new MessageEvent('message', { data });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      };
      listeners.set(listener, onMessage);
      port.on('message', onMessage);
    },
    removeEventListener: (_, listener) => {
      const onMessage = listeners.get(listener);
      if (onMessage !== undefined) port.off('message', onMessage);
      listeners.delete(listener);
    },
  };
}

export function serveEngine(engine: Engine, port: NodePort): void {
  expose(engine, endpoint(port));
}

export function engineAt(port: NodePort): Remote<Engine> {
  return wrap<Engine>(endpoint(port));
}

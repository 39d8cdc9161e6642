// Engines across Node's message ports, by comlink. Knows no engine by name.
import type { MessagePort } from 'node:worker_threads';
import { type Endpoint, expose, type Remote, wrap } from 'comlink';
import type { Engine } from '../src/engine/engine.ts';

/** What comlink asks of a port: Node's ports give messages without an event around them. */
function endpoint(port: MessagePort): Endpoint {
  const heard = new Map<unknown, (data: unknown) => void>();
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (_, listener) => {
      const hear = (data: unknown) => {
        const event = new MessageEvent('message', { data });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      };
      heard.set(listener, hear);
      port.on('message', hear);
    },
    removeEventListener: (_, listener) => {
      const hear = heard.get(listener);
      if (hear !== undefined) port.off('message', hear);
      heard.delete(listener);
    },
    start: () => port.start(),
  };
}

export function servePort(engine: Engine, port: MessagePort): void {
  expose(engine, endpoint(port));
}

export function wrapPort(port: MessagePort): Remote<Engine> {
  return wrap<Engine>(endpoint(port));
}

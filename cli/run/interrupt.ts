// Ctrl-C as a request to stop; the second one stops at once.
import process from 'node:process';

/** npm hands a Ctrl-C on that the terminal has sent already; that is the same request. */
const SAME_REQUEST_MS = 1000;
export const INTERRUPTED = 130;

export interface Interrupt {
  readonly isAsked: () => boolean;
  /** Gives Ctrl-C its usual meaning back. */
  readonly release: () => void;
}

/** `onAsked` is called at the first request. */
export function listenForInterrupt(onAsked: () => void): Interrupt {
  let askedAt: number | null = null;
  const onSignal = () => {
    if (askedAt !== null && performance.now() - askedAt > SAME_REQUEST_MS) {
      process.exit(INTERRUPTED);
    }
    if (askedAt !== null) return;
    askedAt = performance.now();
    onAsked();
  };
  process.on('SIGINT', onSignal);
  return {
    isAsked: () => askedAt !== null,
    release: () => {
      process.off('SIGINT', onSignal);
    },
  };
}

// Workers that stand and fall together: whatever goes wrong in any of them comes out as one rejected promise.
// Knows not what they do.

export interface Crew {
  /** Rejects at the first failure; never resolves. */
  readonly failed: Promise<never>;
  readonly fail: (error: Error) => void;
  readonly hire: (worker: Worker) => Worker;
  /** Ends all of them. */
  readonly dismiss: () => void;
}

export function newCrew(): Crew {
  const workers: Worker[] = [];
  let fail: Crew['fail'] = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  return {
    failed,
    fail,
    hire: (worker) => {
      watch(worker, fail);
      workers.push(worker);
      return worker;
    },
    dismiss: () => {
      for (const each of workers) each.terminate();
    },
  };
}

/** Reports a worker that does not start, or says what cannot be read. */
function watch(worker: Worker, report: Crew['fail']): void {
  worker.addEventListener('error', (event) =>
    report(new Error(event.message || 'A worker could not be started.')),
  );
  worker.addEventListener('messageerror', () =>
    report(new Error('A worker sent a message that could not be read.')),
  );
}

/** No two workers of any page have one name: their locks would be one. */
export const uniqueName = (kind: string): string => `${kind} ${crypto.randomUUID()}`;

/** Reports the end of a worker that has shown life, as `dismiss` is too: a run that is over hears nothing. */
export function outlive(name: string, report: Crew['fail']): void {
  const { locks }: { readonly locks?: LockManager } =
    typeof navigator === 'undefined' ? {} : navigator;
  void locks?.request(name, () => report(new Error('A worker ended without a word.')));
}

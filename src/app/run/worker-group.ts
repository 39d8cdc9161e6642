// A group of workers: when one fails, one promise rejects for all of them.

export interface WorkerGroup {
  /** Rejects at the first failure; never resolves. */
  readonly failed: Promise<never>;
  readonly fail: (error: Error) => void;
  readonly add: (worker: Worker) => Worker;
  /** Ends all of them. */
  readonly terminate: () => void;
}

export function newWorkerGroup(): WorkerGroup {
  const workers: Worker[] = [];
  let fail: WorkerGroup['fail'] = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  return {
    failed,
    fail,
    add: (worker) => {
      watch(worker, fail);
      workers.push(worker);
      return worker;
    },
    terminate: () => {
      for (const each of workers) each.terminate();
    },
  };
}

/** Reports a worker that does not start, or says what cannot be read. */
function watch(worker: Worker, report: WorkerGroup['fail']): void {
  worker.addEventListener('error', (event) =>
    report(new Error(event.message || 'A worker could not be started.')),
  );
  worker.addEventListener('messageerror', () =>
    report(new Error('A worker sent a message that could not be read.')),
  );
}

/** No two workers of any page have one name: their locks would be one. */
export const uniqueName = (kind: string): string => `${kind} ${crypto.randomUUID()}`;

/** Reports the end of a worker that has answered once; the report after `terminate` is ignored. */
export function outlive(name: string, report: WorkerGroup['fail']): void {
  const { locks }: { readonly locks?: LockManager } =
    typeof navigator === 'undefined' ? {} : navigator;
  void locks?.request(name, () => report(new Error('A worker exited unexpectedly.')));
}

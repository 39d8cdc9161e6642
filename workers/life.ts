// A lock that a worker holds while it lives, since browsers report no worker’s end but free its locks.

/** Resolves when the lock is held; at once where pages are not secure and have no locks. */
export function showLife(): Promise<void> {
  const { locks }: { readonly locks?: LockManager } = navigator;
  if (locks === undefined) return Promise.resolve();
  return new Promise((held) => {
    void locks.request(self.name, () => {
      held();
      return new Promise(() => {});
    });
  });
}

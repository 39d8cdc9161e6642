// A sign of life: this worker holds a lock of its own name for as long as it lives. Browsers tell a page of
// no worker that ends, but they free its locks.

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

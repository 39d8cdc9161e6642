// Opens the store of comparisons with this browser’s database and workers.
import { download } from '../parts/download.ts';
import { connectWorkers } from '../run/workers.ts';
import type { CompareDependencies } from './context.ts';
import { openDatabase } from './runs/database.ts';
import { createRunStorage } from './runs/run-storage.ts';
import { type CompareStore, createCompareStore } from './store.ts';

export function openCompare(app: CompareDependencies['app']): CompareStore {
  return createCompareStore({
    app,
    connect: () => connectWorkers(),
    storage: (report) =>
      createRunStorage(
        openDatabase(() => indexedDB),
        report,
      ),
    now: () => performance.now(),
    date: () => Date.now(),
    newId: () => crypto.randomUUID(),
    save: download,
  });
}

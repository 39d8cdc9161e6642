// Opens the store of kept runs on this browser's database and workers. Knows no component.
import { download } from '../parts/download.ts';
import { connectWorkers } from '../run/workers.ts';
import type { AppStore } from '../store.ts';
import { openDatabase } from './runs/database.ts';
import { createShelf } from './runs/run-storage.ts';
import { type CompareStore, createCompareStore } from './store.ts';

export function openCompare(app: AppStore): CompareStore {
  return createCompareStore({
    app,
    connect: () => connectWorkers(),
    shelf: (tell) =>
      createShelf(
        openDatabase(() => indexedDB),
        tell,
      ),
    now: () => performance.now(),
    date: () => Date.now(),
    newId: () => crypto.randomUUID(),
    save: download,
  });
}

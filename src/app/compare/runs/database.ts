// Tables in the browser’s IndexedDB, each value under its `id`.
import type { RunBatch } from '../setup/batch.ts';
import type { KeptRun } from './kept-run.ts';
import type { StoredSolutions } from './solutions.ts';

export interface Tables {
  readonly runs: KeptRun;
  readonly solutions: StoredSolutions;
  readonly batches: RunBatch;
}
type StoreName = keyof Tables;
const TABLES: readonly StoreName[] = ['runs', 'solutions', 'batches'];

export interface Database {
  all<K extends StoreName>(table: K): Promise<readonly Tables[K][]>;
  get<K extends StoreName>(table: K, id: string): Promise<Tables[K] | null>;
  put<K extends StoreName>(table: K, value: Tables[K]): Promise<void>;
  remove(table: StoreName, id: string): Promise<void>;
}

const NAME = 'tandem-compare';
/** Raised when a table is added; what older pages have written stays readable. */
const VERSION = 1;

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database did not answer'));
  });

function opened(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    for (const table of TABLES) {
      if (!request.result.objectStoreNames.contains(table)) {
        request.result.createObjectStore(table, { keyPath: 'id' });
      }
    }
  };
  return asked(request);
}

/** Every question fails where there is no database, or the browser forbids it. */
export function openDatabase(factory: () => IDBFactory): Database {
  const open = async () => opened(factory());
  let database: Promise<IDBDatabase> | null = null;
  const table = async (name: StoreName, mode: IDBTransactionMode) => {
    database ??= open();
    return (await database).transaction(name, mode).objectStore(name);
  };
  return {
    all: async (name) => asked((await table(name, 'readonly')).getAll()),
    get: async (name, id) => (await asked((await table(name, 'readonly')).get(id))) ?? null,
    put: async (name, value) => {
      await asked((await table(name, 'readwrite')).put(value));
    },
    remove: async (name, id) => {
      await asked((await table(name, 'readwrite')).delete(id));
    },
  };
}

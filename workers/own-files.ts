// Folders of the checkpoints that a reader has trained, stored in this browser.
import type { ReadFile } from '../src/checkpoint/read.ts';
import { isOwnName, type OwnName } from '../src/config/own-model.ts';
import { fetchBelow } from './fetch-below.ts';

const DATABASE = 'tandem-own-checkpoints';
const STORE = 'folders';

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser’s store failed'));
  });
}

async function openStore(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await answered(opening);
  return database.transaction(STORE, mode).objectStore(STORE);
}

/** @throws when this browser keeps nothing, as some private windows do */
export async function keepFolder(
  name: OwnName,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const store = await openStore('readwrite');
  await answered(store.put(files, name));
}

async function folderOf(name: OwnName): Promise<ReadonlyMap<string, Uint8Array> | null> {
  const found: unknown = await answered((await openStore('readonly')).get(name));
  return found instanceof Map ? found : null;
}

export const isKept = async (name: OwnName): Promise<boolean> => (await folderOf(name)) !== null;

/** Files of the reader's own checkpoints from the browser, all others from below the address. */
export function ownOrBelow(base: string): ReadFile {
  const below = fetchBelow(base);
  return async (path) => {
    const [name = '', file = ''] = path.split('/');
    if (!isOwnName(name)) return below(path);
    const folder = await folderOf(name);
    if (folder !== null) return folder.get(file) ?? null;
    throw new Error(
      `${name} is not in this browser. Its name is its recipe: train it under “Train your own pair”.`,
    );
  };
}

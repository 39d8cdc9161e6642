// A service worker's files, with a store in memory and a host that may be of another version.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  type CachedFiles,
  type FileStore,
  fileAt,
  forgetOthers,
  keepAll,
  pathOf,
} from './kept-files.ts';

const BASE = 'https://host/folder/';
const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function memory(): FileStore {
  const kept = new Map<string, Response>();
  return {
    match: async (key) => kept.get(key)?.clone(),
    put: async (key, response) => void kept.set(key, response),
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    delete: async (key) => kept.delete(key),
  };
}

/** A version of the page: what it was built of, and what its host has by now. */
function version(built: Record<string, string>, store: FileStore, host = built) {
  const asked: string[] = [];
  const kept: CachedFiles = {
    base: BASE,
    files: new Map(Object.entries(built).map(([path, text]) => [path, hash(text)])),
    store,
    fetch: async (url, { integrity }) => {
      asked.push(url);
      const text = host[url.slice(BASE.length) || 'index.html'];
      if (text === undefined) return new Response('', { status: 404 });
      if (hash(text) !== integrity) throw new TypeError('Failed to fetch');
      return new Response(text);
    },
  };
  return { kept, asked };
}
const textAt = async (kept: CachedFiles, path: string) => (await fileAt(kept, path)).text();

test('a file is fetched once; the page is asked for by its folder', async () => {
  const { kept, asked } = version({ 'index.html': 'page', 'a.js': 'code' }, memory());
  expect(await textAt(kept, 'index.html')).toBe('page');
  expect(await textAt(kept, 'index.html')).toBe('page');
  await keepAll(kept, ['index.html', 'a.js']);
  expect(asked).toEqual([BASE, `${BASE}a.js`]);
});

test('only files of the build are ours, whatever the query', () => {
  const { kept } = version({ 'index.html': 'page', 'models/a.json': '{}' }, memory());
  expect(pathOf(kept, `${BASE}?preview#v=1`)).toBe('index.html');
  expect(pathOf(kept, `${BASE}models/a.json`)).toBe('models/a.json');
  expect(pathOf(kept, `${BASE}other`)).toBeNull();
  expect(pathOf(kept, 'https://host/models/a.json')).toBeNull();
  expect(pathOf(kept, 'https://elsewhere/folder/')).toBeNull();
});

test('two versions never mix: the old one keeps its files, gets no new one, and the new one clears up', async () => {
  const store = memory();
  const before = { 'index.html': 'old page', 'model.json': 'same', 'late.js': 'old code' };
  const after = { 'index.html': 'new page', 'model.json': 'same', 'late.js': 'new code' };
  const old = version(before, store, after);
  await fileAt(version(before, store).kept, 'index.html');
  await fileAt(old.kept, 'model.json');
  const next = version(after, store);
  await keepAll(next.kept, ['index.html', 'model.json']);
  // The same bytes need not be fetched again.
  expect(next.asked).toEqual([BASE]);
  expect(await textAt(old.kept, 'index.html')).toBe('old page');
  await expect(fileAt(old.kept, 'late.js')).rejects.toThrow('Failed to fetch');
  await forgetOthers(next.kept);
  expect(await store.keys()).toHaveLength(2);
  expect(await textAt(next.kept, 'index.html')).toBe('new page');
});

test('a file that is missing is answered as such, is not kept, and ends keeping all', async () => {
  const store = memory();
  const { kept } = version({ 'index.html': 'page', 'a.js': 'code' }, store, {
    'index.html': 'page',
  });
  expect((await fileAt(kept, 'a.js')).status).toBe(404);
  expect(await store.keys()).toHaveLength(0);
  await expect(keepAll(kept, ['index.html', 'a.js'])).rejects.toThrow('a.js is answered with 404');
});

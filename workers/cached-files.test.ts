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
} from './cached-files.ts';

const BASE = 'https://host/folder/';
const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function memory(): FileStore {
  const cache = new Map<string, Response>();
  return {
    match: async (key) => cache.get(key)?.clone(),
    put: async (key, response) => void cache.set(key, response),
    keys: async () => [...cache.keys()].map((url) => ({ url })),
    delete: async (key) => cache.delete(key),
  };
}

/** A version of the page: what it was built of, and what its host has by now. */
function version(built: Record<string, string>, store: FileStore, host = built) {
  const asked: string[] = [];
  const cache: CachedFiles = {
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
  return { cache, asked };
}
const textAt = async (cache: CachedFiles, path: string) => (await fileAt(cache, path)).text();

test('a file is fetched once; the page is asked for by its folder', async () => {
  const { cache, asked } = version({ 'index.html': 'page', 'a.js': 'code' }, memory());
  expect(await textAt(cache, 'index.html')).toBe('page');
  expect(await textAt(cache, 'index.html')).toBe('page');
  await keepAll(cache, ['index.html', 'a.js']);
  expect(asked).toEqual([BASE, `${BASE}a.js`]);
});

test('only files of the build are ours, whatever the query', () => {
  const { cache } = version({ 'index.html': 'page', 'models/a.json': '{}' }, memory());
  expect(pathOf(cache, `${BASE}?preview#v=1`)).toBe('index.html');
  expect(pathOf(cache, `${BASE}models/a.json`)).toBe('models/a.json');
  expect(pathOf(cache, `${BASE}other`)).toBeNull();
  expect(pathOf(cache, 'https://host/models/a.json')).toBeNull();
  expect(pathOf(cache, 'https://elsewhere/folder/')).toBeNull();
});

test('two versions never mix: the old one keeps its files, gets no new one, and the new one clears up', async () => {
  const store = memory();
  const before = { 'index.html': 'old page', 'model.json': 'same', 'late.js': 'old code' };
  const after = { 'index.html': 'new page', 'model.json': 'same', 'late.js': 'new code' };
  const old = version(before, store, after);
  await fileAt(version(before, store).cache, 'index.html');
  await fileAt(old.cache, 'model.json');
  const next = version(after, store);
  await keepAll(next.cache, ['index.html', 'model.json']);
  // The same bytes need not be fetched again.
  expect(next.asked).toEqual([BASE]);
  expect(await textAt(old.cache, 'index.html')).toBe('old page');
  await expect(fileAt(old.cache, 'late.js')).rejects.toThrow('Failed to fetch');
  await forgetOthers(next.cache);
  expect(await store.keys()).toHaveLength(2);
  expect(await textAt(next.cache, 'index.html')).toBe('new page');
});

test('a missing file is answered with 404, is not cached, and rejects the caching of all', async () => {
  const store = memory();
  const { cache } = version({ 'index.html': 'page', 'a.js': 'code' }, store, {
    'index.html': 'page',
  });
  expect((await fileAt(cache, 'a.js')).status).toBe(404);
  expect(await store.keys()).toHaveLength(0);
  await expect(keepAll(cache, ['index.html', 'a.js'])).rejects.toThrow('a.js is answered with 404');
});

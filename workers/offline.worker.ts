// The page’s service worker: what was visited once opens and trains without a network.
import { type CachedFiles, fileAt, forgetOthers, keepAll, pathOf } from './cached-files.ts';

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
/** The part of a ServiceWorkerGlobalScope that is needed. */
interface Scope {
  readonly registration: {
    readonly scope: string;
    readonly waiting: { postMessage(message: Message): void } | null;
  };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(): Promise<readonly unknown[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(
    kind: 'message',
    listener: (event: Extendable & { readonly data: Message }) => void,
  ): void;
}
declare const self: Scope;

/** From the page: keep what a first run needs. From the old worker: its last page is being left. */
type Message = 'fill' | 'take over';

interface Build {
  readonly files: Readonly<Record<string, string>>;
  /** Without these the page does not open. */
  readonly page: readonly string[];
  /** With these the first preset trains. */
  readonly run: readonly string[];
}
// The build writes its files here: scripts/offline.ts.
const BUILD: Build = JSON.parse('__BUILD__');

const base = self.registration.scope;
const files = new Map(Object.entries(BUILD.files));

async function cachedFiles(): Promise<CachedFiles> {
  const cache = await caches.open(`tandem ${base}`);
  const store = {
    match: (key: string) => cache.match(key),
    put: (key: string, response: Response) => cache.put(key, response),
    keys: () => cache.keys(),
    delete: (key: string) => cache.delete(key),
  };
  return { base, files, store, fetch: (url, init) => fetch(url, init) };
}

async function answer({ mode }: Request, path: string): Promise<Response> {
  const { waiting } = self.registration;
  if (mode === 'navigate' && waiting !== null && (await self.clients.matchAll()).length < 2) {
    waiting.postMessage('take over');
    return new Response('', { headers: { Refresh: '0' } });
  }
  return fileAt(await cachedFiles(), path);
}

self.addEventListener('install', (event) => {
  event.waitUntil(cachedFiles().then((all) => keepAll(all, BUILD.page)));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([cachedFiles().then(forgetOthers), self.clients.claim()]));
});
self.addEventListener('message', (event) => {
  event.waitUntil(
    event.data === 'fill'
      ? cachedFiles().then((all) => keepAll(all, BUILD.run))
      : self.skipWaiting(),
  );
});
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  const path = pathOf({ base, files }, event.request.url);
  if (path !== null) event.respondWith(answer(event.request, path));
});

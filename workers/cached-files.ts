// The page’s files as a service worker caches them: under the hash of their bytes, so that versions never mix.

/** The part of a Cache that is needed. */
export interface FileStore {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  keys(): Promise<readonly { readonly url: string }[]>;
  delete(key: string): Promise<boolean>;
}

export interface CachedFiles {
  /** Folder of the page, ending in '/'. */
  readonly base: string;
  /** Path below it -> 'sha256-…', the integrity of a request. */
  readonly files: ReadonlyMap<string, string>;
  readonly store: FileStore;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

const PAGE = 'index.html';

/** The file that a request is for; null where it is none of ours. */
export function pathOf(
  { base, files }: Pick<CachedFiles, 'base' | 'files'>,
  url: string,
): string | null {
  const { origin, pathname } = new URL(url);
  const whole = origin + pathname;
  if (!whole.startsWith(base)) return null;
  const path = whole.slice(base.length);
  if (path === '') return PAGE;
  return files.has(path) ? path : null;
}

const keyOf = ({ base, files }: CachedFiles, path: string) =>
  `${base}${path}?${encodeURIComponent(files.get(path) ?? '')}`;

/** From the cache, or fetched and then cached. @throws where there is no network, or another version's file */
export async function fileAt(cache: CachedFiles, path: string): Promise<Response> {
  const key = keyOf(cache, path);
  const found = await cache.store.match(key);
  if (found !== undefined) return found;
  // Hosts send 'index.html' on to its folder, and a page may not come from such an answer.
  const url = cache.base + (path === PAGE ? '' : path);
  const integrity = cache.files.get(path) ?? '';
  const response = await cache.fetch(url, { integrity, cache: 'no-cache' });
  if (response.ok) await cache.store.put(key, response.clone());
  return response;
}

/** @throws where one of them cannot be had */
export async function keepAll(cache: CachedFiles, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { ok, status } = await fileAt(cache, path);
    if (!ok) throw new Error(`${path} is answered with ${status}.`);
  }
}

/** Lets go of what this version does not have. */
export async function forgetOthers(cache: CachedFiles): Promise<void> {
  const own = new Set([...cache.files.keys()].map((path) => keyOf(cache, path)));
  for (const { url } of await cache.store.keys()) if (!own.has(url)) await cache.store.delete(url);
}

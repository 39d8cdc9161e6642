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

/** Kept, or fetched and then kept. @throws where there is no network, or another version's file */
export async function fileAt(kept: CachedFiles, path: string): Promise<Response> {
  const key = keyOf(kept, path);
  const found = await kept.store.match(key);
  if (found !== undefined) return found;
  // Hosts send 'index.html' on to its folder, and a page may not come from such an answer.
  const url = kept.base + (path === PAGE ? '' : path);
  const integrity = kept.files.get(path) ?? '';
  const response = await kept.fetch(url, { integrity, cache: 'no-cache' });
  if (response.ok) await kept.store.put(key, response.clone());
  return response;
}

/** @throws where one of them cannot be had */
export async function keepAll(kept: CachedFiles, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { ok, status } = await fileAt(kept, path);
    if (!ok) throw new Error(`${path} is answered with ${status}.`);
  }
}

/** Lets go of what this version does not have. */
export async function forgetOthers(kept: CachedFiles): Promise<void> {
  const own = new Set([...kept.files.keys()].map((path) => keyOf(kept, path)));
  for (const { url } of await kept.store.keys()) if (!own.has(url)) await kept.store.delete(url);
}

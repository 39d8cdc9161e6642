// Reads files below a URL. Handles what only the web can answer with: a page instead of a file.
import type { ReadFile } from '../src/checkpoint/read.ts';

/** Null for a file that is not there; any other failure throws with the address and the status. */
export function fetchBelow(base: string): ReadFile {
  return async (file) => {
    const url = new URL(file, base);
    const response = await fetch(url);
    // Servers of single-page apps answer unknown addresses with their start page.
    const page = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    if (response.status === 404 || page) return null;
    if (!response.ok) throw new Error(`${url} answers ${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

// Reads checkpoint folders and writes files whole.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadFile } from '../src/checkpoint/read.ts';

/** Reads below a folder; null for a file that is not there. */
export function readBelow(folder: string): ReadFile {
  return async (file) => {
    try {
      return await readFile(path.join(folder, file));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  };
}

/** Writes under another name and renames, so that a reader sees the old file or the whole new one. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.partial`, content);
  await rename(`${file}.partial`, file);
}

/** Writes config.json last: a checkpoint folder that has one is whole. */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const isLast = (name: string) => Number(name === 'config.json');
  const ordered = [...files].sort(([a], [b]) => isLast(a) - isLast(b));
  for (const [name, bytes] of ordered) await writeWhole(path.join(folder, name), bytes);
}

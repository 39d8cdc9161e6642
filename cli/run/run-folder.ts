// The folder of a run: run.json, events.jsonl, rollouts.jsonl and the trained senior.
import { appendFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../../node/files.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { eventLine, formatRunRecord, type RunRecord, rolloutLines } from '../../src/run/record.ts';
import { UsageError } from '../input/command.ts';

/** Makes the folder if need be. @throws UsageError when it is there and not empty */
export async function claimFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) return;
  throw new UsageError(`--out is “${folder}”, which is not empty; allowed: a new or empty folder.`);
}

/** Makes `folder`, or the first of folder-2, folder-3, ... that is not there yet; gives its path. */
export async function claimNewFolder(folder: string): Promise<string> {
  await mkdir(path.dirname(folder), { recursive: true });
  for (let number = 1; ; number++) {
    const place = number === 1 ? folder : `${folder}-${number}`;
    try {
      await mkdir(place);
      return place;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken) throw error;
    }
  }
}

export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
  await writeWhole(path.join(folder, 'run.json'), formatRunRecord(record));
}

export async function appendEvent(folder: string, event: RunEvent): Promise<void> {
  if (event.kind === 'step') {
    await appendFile(path.join(folder, 'rollouts.jsonl'), rolloutLines(event).join(''));
  }
  await appendFile(path.join(folder, 'events.jsonl'), eventLine(event));
}

/** A line of timing.jsonl, apart from the events: a time is never the same twice. */
export async function appendTime(folder: string, step: number, seconds: number): Promise<void> {
  const line = JSON.stringify({ step, seconds: Number(seconds.toPrecision(6)) });
  await appendFile(path.join(folder, 'timing.jsonl'), `${line}\n`);
}

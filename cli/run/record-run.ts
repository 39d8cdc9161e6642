// Drives a run to its end or to a requested stop, and writes its folder as it goes.
import path from 'node:path';
import { writeFolder } from '../../node/files.ts';
import { messageOf } from '../../src/message-of.ts';
import type { RunEvent } from '../../src/run/events.ts';
import type { RunRecord } from '../../src/run/record.ts';
import { EMPTY_SUMMARY, type Summary, withEvent } from '../../src/run/summary.ts';
import { appendEvent, appendTime, writeRecord } from './run-folder.ts';

export interface RecordedRun {
  readonly folder: string;
  /** As at the start, with status 'running'. */
  readonly record: RunRecord;
  readonly onEvent: (event: RunEvent) => void;
  readonly stopAsked: () => boolean;
  /** Folder name -> files of each model that learns, as they are when called. */
  readonly learners: () => Promise<Readonly<Record<string, ReadonlyMap<string, Uint8Array>>>>;
}

export interface RunOutcome {
  readonly summary: Summary;
  /** Seconds of each step, rollouts to update, evaluations left out. */
  readonly stepSeconds: readonly number[];
  readonly status: 'finished' | 'interrupted';
}

/** A stop takes effect after an event that ends a piece of work, so that no line is half a step's. */
export async function recordRun(
  events: AsyncIterable<RunEvent>,
  { folder, record, onEvent, stopAsked, learners }: RecordedRun,
): Promise<RunOutcome> {
  let summary = EMPTY_SUMMARY;
  const stepSeconds: number[] = [];
  let status: RunOutcome['status'] = 'finished';
  const close = (end: Pick<RunRecord, 'status' | 'problem'>) =>
    writeRecord(folder, {
      ...record,
      ...end,
      ended: new Date().toISOString(),
      step: summary.step,
    });
  await writeRecord(folder, record);
  try {
    let before = performance.now();
    for await (const event of events) {
      const seconds = (performance.now() - before) / 1000;
      await appendEvent(folder, event);
      if (event.kind === 'step') {
        stepSeconds.push(seconds);
        await appendTime(folder, event.step, seconds);
      }
      summary = withEvent(summary, event);
      onEvent(event);
      // A warning comes with its step, whose time goes on.
      if (event.kind !== 'warning') before = performance.now();
      if (event.kind === 'warning' || event.kind === 'end' || !stopAsked()) continue;
      status = 'interrupted';
      break;
    }
    for (const [name, files] of Object.entries(await learners())) {
      await writeFolder(path.join(folder, name), files);
    }
  } catch (error) {
    const problem = messageOf(error);
    await close({ status: 'failed', problem });
    throw error;
  }
  await close({ status, problem: null });
  return { summary, stepSeconds, status };
}

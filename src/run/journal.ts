// Changes of settings during a run, read from its events.jsonl, and the settings they give to a run that
// is made again.

import { FIELD_NAMES, type RunConfig } from '../config/fields.ts';
import { isLive } from '../config/live.ts';
import { withFound } from '../config/parse.ts';
import { isJsonObject } from '../json.ts';

/** New settings after so many steps. */
export interface JournalEntry {
  readonly step: number;
  readonly changes: Readonly<Record<string, unknown>>;
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`line ${number} is not JSON; each line of events.jsonl is one event.`);
  }
}

/** @throws naming the line when the text is not events.jsonl */
export function readJournal(text: string): readonly JournalEntry[] {
  const lines = text.split('\n').map((line, i) => ({ line, number: i + 1 }));
  return lines.flatMap(({ line, number }) => {
    if (line.trim() === '') return [];
    const event = parsed(line, number);
    if (!isJsonObject(event) || event.kind !== 'change') return [];
    const { step, changes } = event;
    if (typeof step !== 'number' || !isJsonObject(changes)) {
      throw new Error(`line ${number} is a change without step or changes.`);
    }
    return [{ step, changes }];
  });
}

/** @throws naming the setting that cannot be changed, or not to this value */
function withEntry(config: RunConfig, { step, changes }: JournalEntry): RunConfig {
  for (const key of Object.keys(changes)) {
    const name = FIELD_NAMES.find((known) => known === key);
    if (name === undefined || !isLive(name)) {
      throw new Error(`after step ${step}: “${key}” is no setting that may change during a run.`);
    }
  }
  const read = withFound(config, changes);
  if ('problem' in read) throw new Error(`after step ${step}: ${read.problem}`);
  return read.value;
}

/** The settings by steps done, for `train`. @throws as above, before anything runs */
export function replay(
  config: RunConfig,
  journal: readonly JournalEntry[],
): (done: number) => RunConfig {
  let latest = config;
  const stages = journal.map((entry) => {
    latest = withEntry(latest, entry);
    return { step: entry.step, config: latest };
  });
  return (done) => stages.findLast(({ step }) => step <= done)?.config ?? config;
}

// Changes of settings during a run, in words.
import { FIELD_NAMES, FIELDS, type RunConfig } from '../../config/fields.ts';
import { formatField } from '../../config/parse.ts';
import type { ChangeEvent } from '../../run/events.ts';

export interface LoggedChange {
  /** Steps done before it. */
  readonly step: number;
  /** E.g. 'Learning rate 0.0004 → 0.001'. */
  readonly says: string;
}

/** @param start the settings that the run began with */
export function loggedChanges(
  start: RunConfig,
  changes: readonly ChangeEvent[],
): readonly LoggedChange[] {
  let config = start;
  return changes.flatMap((event) => {
    const before = config;
    config = { ...config, ...event.changes };
    const after = config;
    return FIELD_NAMES.filter((name) => name in event.changes).map((name) => ({
      step: event.step,
      says: `${FIELDS[name].label} ${formatField(before[name])} → ${formatField(after[name])}`,
    }));
  });
}

// The settings that a step of a run was made with: those of its start and what was changed since.
import type { RunConfig } from '../../config/fields.ts';
import type { ChangeEvent } from '../../run/events.ts';
import type { History } from './history.ts';

/** What a run has logged of its settings. */
export type SettingsLog = Pick<History, 'start' | 'changes' | 'resumes'>;

function applied(start: RunConfig, changes: readonly ChangeEvent[]): RunConfig {
  let config = start;
  for (const event of changes) config = { ...config, ...event.changes };
  return config;
}

/** The settings that the run on screen has now; null before Play and for a recorded run. */
export function runConfig({
  begun,
  history,
}: {
  readonly begun: { readonly config: RunConfig } | null;
  readonly history: Pick<History, 'changes'>;
}): RunConfig | null {
  return begun && applied(begun.config, history.changes);
}

/**
 * Settings of the step's rollouts and update; null before a run's start.
 * A change counts from the step after it. With pipelining a step's rollouts are begun one step earlier,
 * and keep the settings of then, except in the first step after a resume.
 * @param step 1-based; infinity for the settings of the next step
 */
export function configAt({ start, changes, resumes }: SettingsLog, step: number): RunConfig | null {
  if (start === null) return null;
  const isAhead = start.config.pipeline && step > 1 && !resumes.includes(step - 1);
  const begun = isAhead ? step - 1 : step;
  return applied(
    start.config,
    changes.filter((change) => change.step < begun),
  );
}

// What the lab works on: the solution on screen with the settings and the senior of its step, or its group's update.
import type { RunConfig } from '../../config/fields.ts';
import type { StepGroup } from '../../lab/group-update.ts';
import type { KeptSenior } from '../../protocol.ts';
import type { StepEvent } from '../../run/events.ts';
import { configAt, type SettingsLog } from '../run/config-at.ts';
import { seniorNearest } from '../run/snapshots.ts';
import type { Shown } from '../solution/selection.ts';
import type { Subject } from './session.ts';

/** The solution on screen with the stored senior nearest to the one that wrote it; null before a run. */
export function subjectOf(
  { step, group, index, problem, rollout }: Shown,
  log: SettingsLog,
  seniors: readonly KeptSenior[],
): Subject | null {
  const config = configAt(log, step);
  if (config === null) return null;
  return {
    config,
    senior: seniorNearest(seniors, step - 1),
    origin: { problem, step, sequence: group * config.groupSize + index },
    rollout,
  };
}

/** The group on screen with what its step measured, and that step's settings; null before a run. */
export function lectureOf(
  { step, group, rollouts }: Shown,
  { metrics }: StepEvent,
  log: SettingsLog,
): { readonly config: RunConfig; readonly stepGroup: StepGroup } | null {
  const config = configAt(log, step);
  return config === null ? null : { config, stepGroup: { step, group, rollouts, metrics } };
}

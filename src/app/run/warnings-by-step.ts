// The warnings of a run as the page shows them: by step, newest first, as sentences.
import type { WarningEvent } from '../../run/events.ts';

export interface WarningsOfStep {
  /** 0 for the settings that the run began with. */
  readonly step: number;
  /** In the order in which they were logged. */
  readonly sentences: readonly string[];
}

/** A message of an event begins in lower case and has no full stop. */
function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

export function warningsByStep(warnings: readonly WarningEvent[]): readonly WarningsOfStep[] {
  const steps = new Map<number, string[]>();
  for (const { step, message } of warnings) {
    const found = steps.get(step) ?? [];
    found.push(sentence(message));
    steps.set(step, found);
  }
  return Array.from(steps, ([step, sentences]) => ({ step, sentences })).toReversed();
}

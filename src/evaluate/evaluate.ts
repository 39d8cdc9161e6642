// One evaluation: gather solutions and scores, count each metric, measure.
import type { EvaluationEvent } from '../run/events.ts';
import { gather } from './gather.ts';
import { MEASURES } from './measures.ts';
import type { EvaluationSetup } from './setup.ts';
import { measured, type NamedTally, tallies } from './tally.ts';

/**
 * Measures the senior as it is now, alone and with the junior, on the setup's problems. `step` is
 * the number of training steps done; the junior alone is measured where asked for, by default at 0.
 */
export async function evaluate(
  setup: EvaluationSetup,
  step: number,
  parts = { withJunior: step === 0 },
): Promise<EvaluationEvent> {
  return { kind: 'evaluation', step, ...measured(await count(setup, parts)) };
}

/** What `evaluate` measures, problem by problem. */
export async function count(
  setup: EvaluationSetup,
  parts: { readonly withJunior: boolean },
): Promise<NamedTally[]> {
  return tallies(MEASURES, await gather(setup, parts));
}

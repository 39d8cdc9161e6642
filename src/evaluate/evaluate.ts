// One evaluation, as a table of contents: each part is a file. Knows no training.
import type { EvaluationEvent } from '../run/events.ts';
import { cowrite, retention, writeTogether } from './cowrite.ts';
import { drift } from './drift.ts';
import { juniorAlone } from './junior.ts';
import { legibility } from './legibility.ts';
import { readBy } from './reader.ts';
import { repair } from './repair.ts';
import { accuracy, type EvaluationSetup, measured, type Tally } from './setup.ts';
import { solo } from './solo.ts';
import { styles } from './styles.ts';
import { writeAlone } from './write.ts';

/**
 * Measures the senior as it is now, alone and with the junior, on the setup's problems. `step` is
 * the number of training steps done; the junior alone is measured where asked for, by default at 0.
 */
export async function evaluate(
  setup: EvaluationSetup,
  step: number,
  { withJunior } = { withJunior: step === 0 },
): Promise<EvaluationEvent> {
  const tallies = [...(await count(setup)), ...(withJunior ? [await juniorAlone(setup)] : [])];
  return { kind: 'evaluation', step, ...measured(tallies) };
}

/** What `evaluate` measures of the senior, problem by problem. */
export async function count(setup: EvaluationSetup): Promise<Tally[]> {
  const solutions = await writeAlone(setup, 'solo', setup.senior);
  const texts = solutions.map((solution) => solution.text);
  const alone = solo(solutions);
  const tandem = await cowrite(setup, 'tandem/accuracy');
  const inTurns = await writeTogether(setup, 'handoff/accuracy');
  const handoff = accuracy('handoff/accuracy', inTurns);
  return [
    ...alone,
    tandem,
    handoff,
    retention(alone[0], handoff),
    repair(inTurns.map((solution) => solution.text)),
    ...(await drift(setup, solutions)),
    await legibility(setup, solutions),
    ...(await readBy(setup, solutions)),
    ...styles(setup.task, texts),
  ];
}

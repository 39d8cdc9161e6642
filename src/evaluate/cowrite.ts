// How senior and junior do together: word by word by coin (tandem), and step by step in turns
// (handoff), the schedule training does not use.
import { accuracy, type EvaluationSetup, type Measured, measured } from './setup.ts';
import { type Writing, write } from './write.ts';

const SCHEDULES = {
  tandem: { kind: 'word', seniorProbability: 0.5, start: 'coin' },
  handoff: { kind: 'alternate', seniorProbability: 0.5, start: 'senior' },
} as const satisfies Record<string, Writing['schedule']>;

/** tandem/accuracy or handoff/accuracy. */
export async function cowrite(
  setup: EvaluationSetup,
  part: keyof typeof SCHEDULES,
): Promise<Measured> {
  const { senior, junior } = setup;
  const solutions = await write(setup, { part, senior, junior, schedule: SCHEDULES[part] });
  return accuracy(`${part}/accuracy`, solutions);
}

/** handoff/retention; nothing when solo accuracy is 0. */
export function retention(solo: Measured, handoff: Measured): Measured {
  const alone = solo.metrics['solo/accuracy'];
  const together = handoff.metrics['handoff/accuracy'];
  if (!alone || together === undefined) return { metrics: {}, intervals: {} };
  return measured('handoff/retention', together / alone, null);
}

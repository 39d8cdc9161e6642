// How senior and junior do together: word by word by coin (tandem), step by step in turns (handoff),
// the schedule training does not use, and under other schedules.
import type { MetricName } from '../metrics/metrics.ts';
import type { Rewarded } from '../rl/reward.ts';
import { accuracy, type EvaluationSetup, type Tally } from './setup.ts';
import { type Writing, write } from './write.ts';

/** The metric of each way of writing together, and its schedule. */
const SCHEDULES = {
  'tandem/accuracy': { part: 'tandem', kind: 'word', seniorProbability: 0.5, start: 'coin' },
  'handoff/accuracy': {
    part: 'handoff',
    kind: 'alternate',
    seniorProbability: 0.5,
    start: 'senior',
  },
  'handoff/junior_first': {
    part: 'handoff',
    kind: 'alternate',
    seniorProbability: 0.5,
    start: 'junior',
  },
  'cowrite/token': { part: 'tandem', kind: 'token', seniorProbability: 0.5, start: 'coin' },
  'cowrite/step': { part: 'tandem', kind: 'step', seniorProbability: 0.5, start: 'coin' },
  'cowrite/chunk': { part: 'tandem', kind: 'chunk', seniorProbability: 0.5, start: 'coin' },
} as const satisfies { readonly [K in MetricName]?: Writing['schedule'] & Pick<Writing, 'part'> };

export type CowriteMetric = keyof typeof SCHEDULES;

/** Solutions written together as the metric wants them. */
export function writeTogether(
  setup: EvaluationSetup,
  name: CowriteMetric,
): Promise<readonly Rewarded[]> {
  const { senior, junior } = setup;
  const { part, ...schedule } = SCHEDULES[name];
  return write(setup, { part, senior, junior, schedule });
}

/** Their accuracy. */
export async function cowrite(setup: EvaluationSetup, name: CowriteMetric): Promise<Tally> {
  return accuracy(name, await writeTogether(setup, name));
}

/** handoff/retention: right ones together per right one alone, problem by problem. */
export function retention(solo: Tally, handoff: Tally): Tally {
  const parts = handoff.parts.map(({ part }, i) => ({ part, whole: solo.parts[i]?.part ?? 0 }));
  return { name: 'handoff/retention', kind: 'ratio', parts };
}

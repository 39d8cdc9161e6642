// Solutions that senior and junior write together: word by word by coin (tandem), step by step in turns
// (handoff, a schedule that training does not use), and under other schedules.
import type { MetricName } from '../metrics/metrics.ts';
import type { Rewarded } from '../rl/reward.ts';
import type { EvaluationSetup } from './setup.ts';
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

/** Under the metric's schedule. */
export function writeTogether(
  setup: EvaluationSetup,
  name: CowriteMetric,
): Promise<readonly Rewarded[]> {
  const { senior, junior } = setup;
  const { part, ...schedule } = SCHEDULES[name];
  return write(setup, { part, senior, junior, schedule });
}

// Settings of the group 'evaluation': measuring on held-out problems.
import type { Field } from './field.ts';

export const EVALUATION_FIELDS = {
  evaluateEvery: {
    type: 'integer',
    min: 0,
    max: 10000,
    default: 5,
    url: 'eval',
    group: 'evaluation',
    label: 'Evaluate every',
    help: 'Steps between evaluations on held-out problems; 0 evaluates at the start and the end only.',
    live: true,
  },
  evaluationProblems: {
    type: 'integer',
    min: 8,
    max: 4096,
    default: 128,
    url: 'evaln',
    group: 'evaluation',
    label: 'Held-out problems',
    help: 'Problems per evaluation; the same ones each time.',
  },
  evaluationTemperature: {
    type: 'number',
    min: 0,
    max: 5,
    default: 1,
    url: 'evalt',
    group: 'evaluation',
    label: 'Evaluation temperature',
    help: 'Sampling temperature of evaluations; 0 is greedy.',
  },
} as const satisfies Record<string, Field>;

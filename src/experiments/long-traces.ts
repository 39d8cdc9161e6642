// The objection raised against paper 2: does what tandem training gives survive solutions longer than
// those trained on? Trained on short problems, examined on ones two, four and eight times as long.
import { LENGTHS, type LengthName } from '../length-metrics.ts';
import type { MetricName } from '../metrics.ts';
import type { Arm, Condition, Experiment } from './experiment.ts';

const preset = 'trl';

const arms: readonly Arm[] = [
  { name: 'tandem', stands: 'tandem GRPO by words', preset, patch: {} },
  { name: 'tandem-step', stands: 'tandem GRPO by steps', preset, patch: { schedule: 'step' } },
  { name: 'vanilla', stands: 'vanilla GRPO', preset, patch: { seniorProbability: 1 } },
];

const OURS = 'Our expectation, from a pilot with one seed; the paper has no figure for it.';
const OBJECTION = 'The objection raised against paper 2: its traces are short.';

const point = (arm: string, metric: MetricName) => ({ arm, metric, at: 'last' }) as const;

/** Tandem minus vanilla after the last step. */
const beyond = (metric: MetricName, is: Condition['is'], bound = 0): Condition => ({
  of: point('tandem', metric),
  minus: point('vanilla', metric),
  is,
  bound,
});

const LONGER: readonly LengthName[] = ['x2', 'x4', 'x8'];

export const longTraces: Experiment = {
  name: 'long-traces',
  title: 'Longer traces than in training',
  question:
    'When senior and junior begin as one model and are trained on short problems, does what tandem training gives in handoff survive solutions two, four and eight times as long? Where in a solution do handoffs fail, and does one way of training break where the other does not?',
  paper:
    'Tandem Reinforcement Learning with Verifiable Rewards (arXiv 2606.28166) measures handoff at the lengths trained on; that its advantage may not last on longer traces was raised against it, without figures.',
  common: {
    senior: 'long-base',
    junior: 'long-base',
    steps: 100,
    evaluateEvery: 25,
    evaluationProblems: 128,
  },
  arms,
  seeds: 5,
  select: 'solo/accuracy',
  test: {
    problems: 128,
    samples: 1,
    also: [],
    lengths: [
      { length: 'x1', problems: 256, samples: 1 },
      { length: 'x2', problems: 128, samples: 1 },
      { length: 'x4', problems: 128, samples: 1 },
      { length: 'x8', problems: 64, samples: 1 },
    ],
  },
  metrics: [
    'solo/accuracy',
    'tandem/accuracy',
    'handoff/accuracy',
    'handoff/retention',
    'handoff/repair',
    'drift/kl',
    'legibility/junior_ce',
    'solo/length',
  ],
  panels: ['solo/accuracy', 'handoff/accuracy', 'handoff/repair'],
  matrix: [],
  comparisons: [
    ['tandem', 'vanilla'],
    ['tandem-step', 'vanilla'],
    ['tandem', 'tandem-step'],
  ],
  claims: [
    {
      says: 'On problems as long as in training, tandem training is better in handoff.',
      source: 'Paper 2, table 2: handoff pass@4 54.74 against 52.40.',
      holds: [beyond(LENGTHS.x1.handoff, 'above')],
    },
    {
      says: 'The advantage survives: it is there at two, four and eight times the length.',
      source: OBJECTION,
      holds: LONGER.map((name) => beyond(LENGTHS[name].handoff, 'above')),
    },
  ],
  quick: null,
};
void OURS;

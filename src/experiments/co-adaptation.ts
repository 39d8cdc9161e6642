// Paper 1's open question of co-adaptation: the junior trains too; does the pair grow a private code?
// Read by the junior as it was, so that what only the pair understands shows.
import type { MetricName } from '../metrics.ts';
import type { Arm, Condition, Experiment, Point } from './experiment.ts';

const LEARNS = { juniorLearns: true } as const;
const POLYGLOT = { junior: 'polyglot-senior' } as const;
const STRANGER = { reader: 'plain-reader' } as const;

const arms: readonly Arm[] = [
  {
    name: 'jargon-frozen',
    stands: 'a jargon senior with a frozen plain junior',
    preset: 'jargon',
    patch: {},
  },
  { name: 'jargon-both', stands: 'the same, both learn', preset: 'jargon', patch: LEARNS },
  {
    name: 'jargon-both-long',
    stands: 'both learn, three times as long',
    preset: 'jargon',
    patch: { ...LEARNS, steps: 120, evaluateEvery: 40 },
  },
  {
    name: 'twice-frozen',
    stands: 'the hedging base twice, one of them frozen',
    preset: 'trl',
    patch: {},
  },
  { name: 'twice-both', stands: 'the same, both learn', preset: 'trl', patch: LEARNS },
  {
    name: 'polyglot-frozen',
    stands:
      'a jargon senior with a frozen junior that knows jargon; read by a stranger who does not',
    preset: 'jargon',
    patch: POLYGLOT,
    ...STRANGER,
  },
  {
    name: 'polyglot-both',
    stands: 'the same, both learn',
    preset: 'jargon',
    patch: { ...POLYGLOT, ...LEARNS },
    ...STRANGER,
  },
];

const last = (arm: string, metric: MetricName): Point => ({ arm, metric, at: 'last' });

/** One arm minus another at the last step. */
const beyond = (
  [arm, other]: readonly [string, string],
  metric: MetricName,
  is: Condition['is'],
  bound = 0,
): Condition => ({ of: last(arm, metric), minus: last(other, metric), is, bound });

const JARGON = ['jargon-both', 'jargon-frozen'] as const;
const LONG = ['jargon-both-long', 'jargon-frozen'] as const;
const TWICE = ['twice-both', 'twice-frozen'] as const;
const SHARED = ['polyglot-both', 'polyglot-frozen'] as const;

export const coAdaptation: Experiment = {
  name: 'co-adaptation',
  title: 'A junior that learns too',
  question:
    'When the junior is trained on the same rollouts as the senior, do the two grow a private code, one that the junior as it was could neither read nor go on from? What if they share a notation from the start that others do not know?',
  paper:
    'Tandem Training for Language Models (arXiv 2510.13551) freezes the junior so that no private code can grow, and leaves co-adaptation open.',
  common: { steps: 40, evaluateEvery: 20, evaluationProblems: 64 },
  arms,
  seeds: 5,
  select: 'tandem/accuracy',
  test: { problems: 256, samples: 1, also: [], reader: 'initial-junior' },
  metrics: [
    'style/jargon',
    'solo/accuracy',
    'junior/accuracy',
    'tandem/accuracy',
    'handoff/accuracy',
    'reader/handoff',
    'legibility/junior_ce',
    'reader/cross_entropy',
    'drift/kl',
  ],
  panels: [
    'style/jargon',
    'solo/accuracy',
    'junior/accuracy',
    'handoff/accuracy',
    'drift/kl',
    'legibility/junior_ce',
  ],
  matrix: [],
  comparisons: [JARGON, LONG, TWICE, SHARED],
  claims: [
    {
      says: 'A junior that learns gets better alone, by more than ten points in either pair.',
      source: 'Our expectation: it learns from what is right, as the senior does.',
      holds: ['jargon-both', 'twice-both'].map((arm) => ({
        of: last(arm, 'junior/accuracy'),
        minus: { arm, metric: 'junior/accuracy', at: 'start' },
        is: 'above',
        bound: 0.1,
      })),
    },
    {
      says: 'So the two hand over better than with a frozen junior, by more than five points.',
      source: 'Our expectation.',
      holds: [
        beyond(JARGON, 'handoff/accuracy', 'above', 0.05),
        beyond(TWICE, 'handoff/accuracy', 'above', 0.05),
      ],
    },
    {
      says: 'The senior drops its jargon although the junior could learn it.',
      source:
        'Our expectation: a junior that never writes jargon by chance is never rewarded for it.',
      holds: [{ of: last('jargon-both', 'style/jargon'), is: 'below', bound: 0.1 }],
    },
    {
      says: 'No private code from a plain junior: as it was, it takes over from this senior within five points of the other, and it reads it no worse by 0.2 nats, of 9.6 at the start.',
      source: 'Paper 1 freezes the junior lest one grow; our expectation at this length.',
      holds: [
        beyond(JARGON, 'reader/handoff', 'above', -0.05),
        beyond(JARGON, 'reader/cross_entropy', 'below', 0.2),
      ],
    },
    {
      says: 'Nor does one grow in three times as many steps.',
      source: 'Our expectation.',
      holds: [
        beyond(LONG, 'reader/handoff', 'above', -0.05),
        beyond(LONG, 'reader/cross_entropy', 'below', 0.2),
      ],
    },
    {
      says: 'Nor from one model twice: the model as it was reads the senior no worse by 0.02 nats.',
      source: 'Our expectation.',
      holds: [beyond(TWICE, 'reader/cross_entropy', 'below', 0.02)],
    },
    {
      says: 'But it takes over less well: beside a partner that hardly slips any more, the senior does not learn to mend slips.',
      source: 'Our observation in a single run; paper 2 freezes its junior.',
      holds: [beyond(TWICE, 'reader/handoff', 'below')],
    },
    {
      says: 'One model twice stays nearer to its partner when both learn.',
      source: 'Our expectation: both move the same way.',
      holds: [beyond(TWICE, 'drift/kl', 'below')],
    },
    {
      says: 'A notation that both know from the start stays, whether the junior learns or not, and stays closed to a stranger.',
      source: 'Our expectation: what both can go on from is under no pressure.',
      holds: SHARED.flatMap((arm): Condition[] => [
        { of: last(arm, 'style/jargon'), is: 'above', bound: 0.5 },
        { of: last(arm, 'reader/handoff'), is: 'below', bound: 0.4 },
      ]),
    },
    {
      says: 'Where both know it, a junior that learns comes nearer to the senior.',
      source: 'Our expectation.',
      holds: [beyond(SHARED, 'drift/kl', 'below')],
    },
  ],
  quick: null,
};

// Paper 1's open question of co-adaptation: the junior trains too; does the pair grow a private code?
// Read by the junior as it was, so that what only the pair understands shows.
import { above, below, gain, gap, value } from './condition.ts';
import type { Arm, Experiment } from './experiment.ts';

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
      holds: ['jargon-both', 'twice-both'].map((arm) => above(gain(arm, 'junior/accuracy'), 0.1)),
    },
    {
      says: 'So the two hand over better than with a frozen junior, by more than five points.',
      source: 'Our expectation.',
      holds: [
        above(gap('handoff/accuracy', JARGON), 0.05),
        above(gap('handoff/accuracy', TWICE), 0.05),
      ],
    },
    {
      says: 'The senior drops its jargon although the junior could learn it.',
      source:
        'Our expectation: a junior that never writes jargon by chance is never rewarded for it.',
      holds: [below(value('jargon-both', 'style/jargon'), 0.1)],
    },
    {
      says: 'No private code from a plain junior: as it was, it takes over from this senior within five points of the other, and it reads it no worse by 0.2 nats, of 9.6 at the start.',
      source: 'Paper 1 freezes the junior lest one grow; our expectation at this length.',
      headline: true,
      holds: [
        above(gap('reader/handoff', JARGON), -0.05),
        below(gap('reader/cross_entropy', JARGON), 0.2),
      ],
    },
    {
      says: 'Nor does one grow in three times as many steps.',
      source: 'Our expectation.',
      holds: [
        above(gap('reader/handoff', LONG), -0.05),
        below(gap('reader/cross_entropy', LONG), 0.2),
      ],
    },
    {
      says: 'Nor from one model twice: the model as it was reads the senior no worse by 0.02 nats.',
      source: 'Our expectation.',
      headline: true,
      holds: [below(gap('reader/cross_entropy', TWICE), 0.02)],
    },
    {
      says: 'But it takes over less well: beside a partner that hardly slips any more, the senior does not learn to mend slips.',
      source: 'Our observation in a single run; paper 2 freezes its junior.',
      headline: true,
      holds: [below(gap('reader/handoff', TWICE), 0)],
    },
    {
      says: 'One model twice stays nearer to its partner when both learn.',
      source: 'Our expectation: both move the same way.',
      holds: [below(gap('drift/kl', TWICE), 0)],
    },
    {
      says: 'A notation that both know from the start stays, whether the junior learns or not, and stays closed to a stranger.',
      source: 'Our expectation: what both can go on from is under no pressure.',
      headline: true,
      holds: SHARED.flatMap((arm) => [
        above(value(arm, 'style/jargon'), 0.5),
        below(value(arm, 'reader/handoff'), 0.4),
      ]),
    },
    {
      says: 'Where both know it, a junior that learns comes nearer to the senior.',
      source: 'Our expectation.',
      holds: [below(gap('drift/kl', SHARED), 0)],
    },
  ],
  quick: null,
};

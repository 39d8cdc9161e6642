// Paper 1's open question of co-adaptation: when the junior trains too, does the pair grow a private code?
import { above, below, gain, gap, value } from './condition.ts';
import type { Arm, Experiment } from './experiment.ts';

const LEARNS = { juniorLearns: true } as const;
const STRANGER = { reader: 'plain-reader' } as const;
const SPECIALIST = {
  senior: 'jargon-specialist',
  junior: 'plain-apprentice',
  steps: 80,
} as const;

const arms: readonly Arm[] = [
  {
    name: 'jargon-frozen',
    stands: 'a jargon senior with a frozen plain junior',
    preset: 'jargon',
    patch: {},
  },
  { name: 'jargon-both', stands: 'the same, both learn', preset: 'jargon', patch: LEARNS },
  {
    name: 'twice-frozen',
    stands: 'the hedging base twice, one of them frozen',
    preset: 'trl',
    patch: {},
  },
  { name: 'twice-both', stands: 'the same, both learn', preset: 'trl', patch: LEARNS },
  {
    name: 'specialist-frozen',
    stands: 'a specialist with 98 % jargon and a frozen junior that learnt jargon but writes plain',
    preset: 'jargon',
    patch: SPECIALIST,
    ...STRANGER,
  },
  {
    name: 'specialist-both',
    stands: 'the same, both learn',
    preset: 'jargon',
    patch: { ...SPECIALIST, ...LEARNS },
    ...STRANGER,
  },
  {
    name: 'shared-both',
    stands: 'a jargon senior and a junior able in jargon, both learn',
    preset: 'jargon',
    patch: { junior: 'polyglot-senior', ...LEARNS },
    ...STRANGER,
  },
];

const JARGON = ['jargon-both', 'jargon-frozen'] as const;
const TWICE = ['twice-both', 'twice-frozen'] as const;
const EXPERT = ['specialist-both', 'specialist-frozen'] as const;

export const coAdaptation: Experiment = {
  name: 'co-adaptation',
  title: 'A junior that learns too',
  question:
    'When the junior is trained on the same rollouts as the senior, do the two grow a private code, one that the junior as it was, or a stranger, could neither read nor go on from? Does the junior take up the senior’s jargon?',
  paper:
    'Tandem Training for Language Models (arXiv 2510.13551) freezes the junior so that no private code can grow, and leaves co-adaptation open.',
  common: { steps: 40, evaluateEvery: 20, evaluationProblems: 64 },
  arms,
  seeds: 5,
  pilotSeeds: 1,
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
  comparisons: [JARGON, TWICE, EXPERT],
  claims: [
    {
      says: 'A junior that learns gets better alone, by more than ten points in pairs that do not share a jargon.',
      source: 'Our expectation: it learns from what is right, as the senior does.',
      holds: ['jargon-both', 'twice-both', 'specialist-both'].map((arm) =>
        above(gain(arm, 'junior/accuracy'), 0.1),
      ),
    },
    {
      says: 'So the two hand over better than with a frozen junior, by more than five points.',
      source: 'Our expectation.',
      holds: [JARGON, EXPERT].map((pair) => above(gap('handoff/accuracy', pair), 0.05)),
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
      says: 'Nor from one model twice: the model as it was reads the senior no worse by 0.02 nats.',
      source: 'Our expectation.',
      headline: true,
      holds: [below(gap('reader/cross_entropy', TWICE), 0.02)],
    },
    {
      says: 'But it takes over less well: beside a partner that hardly slips any more, the senior does not learn to mend slips.',
      source: 'Our observation in a single run; paper 2 freezes its junior.',
      holds: [below(gap('reader/handoff', TWICE), 0)],
    },
    {
      says: 'One model twice stays nearer to its partner when both learn.',
      source: 'Our expectation: both move the same way.',
      holds: [below(gap('drift/kl', TWICE), 0)],
    },
    {
      says: 'A junior to whom jargon is not new does not take it up from a specialist: as it gets better in plain text, jargon falls sooner, by more than ten points at step 60, and a stranger follows no worse.',
      source: 'Our observation in a single run.',
      headline: true,
      holds: [
        below(gap('style/jargon', EXPERT, 60), -0.1),
        above(gap('reader/handoff', EXPERT), -0.05),
      ],
    },
    {
      says: 'Jargon that both write well from the start stays, and stays closed to a stranger.',
      source: 'Our expectation: what both can go on from is under no pressure.',
      headline: true,
      holds: [
        above(value('shared-both', 'style/jargon'), 0.5),
        below(value('shared-both', 'reader/handoff'), 0.4),
      ],
    },
  ],
  quick: null,
};

// Distillation against tandem: a strong model teaches a weak one, which is not what paper 2 does, though one article says so.
import { above, below, gain, gap, value } from './condition.ts';
import type { Arm, Experiment } from './experiment.ts';

/** Steps of imitation before a student is left to learn alone. */
const IMITATION = 30;

/** The trained model is the weak one here; the strong one is its frozen partner. */
const STUDENT = { senior: 'plain-apprentice', junior: 'jargon-senior' } as const;
const ALONE = { seniorProbability: 1 } as const;
/** REINFORCE on what the teacher alone wrote, wrong solutions left out: supervised learning. */
const IMITATING = { seniorProbability: 0, learningRate: 0.001 } as const;

const arms: readonly Arm[] = [
  {
    name: 'tandem',
    stands: 'the strong model in tandem with a weak one, the reader',
    preset: 'jargon',
    patch: {},
  },
  {
    name: 'vanilla',
    stands: 'the weak model alone, GRPO without a teacher',
    preset: 'jargon',
    patch: { ...STUDENT, ...ALONE },
  },
  {
    name: 'vanilla-reinforce',
    stands: 'the same by REINFORCE on its own right solutions',
    preset: 'jargon-reinforce',
    patch: { ...STUDENT, ...ALONE, learningRate: IMITATING.learningRate },
  },
  {
    name: 'sft',
    stands: 'the weak model, supervised on the strong one’s right solutions',
    preset: 'jargon-reinforce',
    patch: { ...STUDENT, ...IMITATING },
  },
  {
    name: 'sft-then-rlvr',
    stands: `the same for ${IMITATION} steps, then REINFORCE on its own solutions`,
    preset: 'jargon-reinforce',
    patch: {
      ...STUDENT,
      ...IMITATING,
      ...ALONE,
      curriculumShape: 'jump',
      curriculumSteps: IMITATION,
      curriculumStart: 0,
    },
  },
  {
    name: 'on-policy',
    stands: 'the weak model alone, each token pulled to the strong one’s distribution, no reward',
    preset: 'jargon',
    patch: {
      ...STUDENT,
      ...ALONE,
      advantage: 'none',
      kl: 'junior',
      klEstimator: 'k3+',
      klWeight: 1,
    },
  },
];

const STUDENTS = arms.map(({ name }) => name).filter((name) => name !== 'tandem');

export const distillation: Experiment = {
  name: 'distillation',
  title: 'Distillation, which tandem is not',
  question:
    'What does a strong model’s teaching do to a weak one: its verified solutions to imitate, or its distribution at every token? Does the weak one gain skill that it would not find alone, and can a weak reader still follow it, as it can after tandem training?',
  paper:
    'None. One article reads Tandem RL with Verifiable Rewards (arXiv 2606.28166) as a strong model’s verified solutions teaching a weak one. The paper does not do that: it has no teacher and no distillation loss. Senior and junior begin as one model, the junior is frozen, and only the senior learns, from the reward of solutions that both have written. What is measured here is that other method, beside tandem: in all arms but `tandem` the weak model is trained and the strong one frozen. The reader is one weak model for all arms, `tandem`’s partner. The student has learnt jargon once and left it again; one that never saw it (plain-junior) wrote jargon after 60 steps of imitation, but its solo accuracy fell from 52 % to 11 % in one run.',
  common: { steps: 60, evaluateEvery: 10, evaluationProblems: 96 },
  arms,
  seeds: 5,
  pilotSeeds: 1,
  select: 'solo/accuracy',
  test: { problems: 192, samples: 1, also: [], reader: 'plain-junior' },
  metrics: [
    'solo/accuracy',
    'style/jargon',
    'reader/handoff',
    'reader/cross_entropy',
    'drift/initial_kl',
    'solo/length',
    'solo/entropy',
  ],
  panels: ['solo/accuracy', 'style/jargon', 'drift/initial_kl', 'solo/entropy'],
  tradeOff: { x: 'reader/handoff', y: 'solo/accuracy' },
  matrix: [],
  comparisons: [
    ['tandem', 'sft'],
    ['tandem', 'on-policy'],
    ['sft', 'vanilla'],
    ['sft-then-rlvr', 'sft'],
    ['sft-then-rlvr', 'vanilla-reinforce'],
    ['on-policy', 'vanilla'],
    ['on-policy', 'sft'],
  ],
  claims: [
    {
      says: 'Imitating the strong model’s verified solutions raises the weak one’s skill.',
      source: 'The article’s reading of paper 2.',
      holds: [above(gain('sft', 'solo/accuracy'), 0)],
    },
    {
      says: 'It takes over the teacher’s jargon too, so that a weak reader follows it worse than before.',
      source: 'Our expectation.',
      headline: true,
      holds: [
        above(value('sft', 'style/jargon'), 0.5),
        below(gain('sft', 'reader/handoff'), -0.1),
        above(gain('sft', 'reader/cross_entropy'), 1),
      ],
    },
    {
      says: 'Tandem does the opposite: the strong model keeps its skill within five points and becomes legible.',
      source: 'Both papers together; our expectation.',
      headline: true,
      holds: [
        above(gain('tandem', 'solo/accuracy'), -0.05),
        above(gain('tandem', 'reader/handoff'), 0.2),
        above(gap('reader/handoff', ['tandem', 'sft']), 0.2),
      ],
    },
    {
      says: 'Reward alone gives the weak model more skill than imitation, from as many solutions.',
      source: 'Our expectation after a first run.',
      holds: [above(gap('solo/accuracy', ['vanilla', 'sft']), 0.05)],
    },
    {
      says: 'On-policy distillation teaches skill without the jargon, which the student hardly ever tries.',
      source: 'Our expectation: a reverse KL judges only what the student writes.',
      headline: true,
      holds: [
        above(gain('on-policy', 'solo/accuracy'), 0.1),
        below(value('on-policy', 'style/jargon'), 0.05),
      ],
    },
    {
      says: 'Its student is as legible as a strong model trained in tandem, within five points of handoff.',
      source: 'Our expectation.',
      holds: [above(gap('reader/handoff', ['on-policy', 'tandem']), -0.05)],
    },
    {
      says: 'But it gains no more than five points of skill over reward alone.',
      source: 'Our expectation after a first run.',
      holds: [below(gap('solo/accuracy', ['on-policy', 'vanilla']), 0.05)],
    },
    {
      says: 'Left alone after imitation, the student gives up part of the jargon unasked.',
      source: 'Our observation in a first run.',
      holds: [
        below(gap('style/jargon', ['sft-then-rlvr', 'sft']), -0.2),
        above(gap('reader/handoff', ['sft-then-rlvr', 'sft']), 0.1),
      ],
    },
    {
      says: 'Imitation is no head start: with half of the steps spent on it, REINFORCE ends no higher than without.',
      source: 'Our expectation after a first run.',
      holds: [below(gap('solo/accuracy', ['sft-then-rlvr', 'vanilla-reinforce']), 0)],
    },
    {
      says: 'No student comes within five points of the strong model trained in tandem.',
      source: 'Our expectation after a first run.',
      holds: STUDENTS.map((arm) => above(gap('solo/accuracy', ['tandem', arm]), 0.05)),
    },
  ],
  quick: null,
};

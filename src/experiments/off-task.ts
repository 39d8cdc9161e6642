// The papers' first open question: does what holds for arithmetic hold for another verifiable task?
import { presetConfig } from '../config/presets.ts';
import { above, below, difference, gain, gap, value } from './condition.ts';
import type { Arm, Experiment } from './experiment.ts';

const { task, senior, junior } = presetConfig('logic');
/** The plain writer twice: nothing but accuracy could differ between senior and junior. */
const TWICE = { senior: 'logic-junior', steps: 60, evaluateEvery: 20 } as const;

const arms: readonly Arm[] = [
  { name: 'tandem', stands: 'GRPO with the senior mask', preset: 'logic', patch: {} },
  {
    name: 'vanilla',
    stands: 'GRPO without a junior',
    preset: 'logic',
    patch: { seniorProbability: 1 },
  },
  {
    name: 'reinforce',
    stands: 'the first paper’s REINFORCE (c = 0, j = 1)',
    preset: 'jargon-reinforce',
    patch: { task, senior, junior, steps: 40 },
  },
  {
    name: 'same-tandem',
    stands: 'tandem GRPO of the plain writer with itself',
    preset: 'logic',
    patch: TWICE,
  },
  {
    name: 'same-vanilla',
    stands: 'GRPO of the plain writer without a junior',
    preset: 'logic',
    patch: { ...TWICE, seniorProbability: 1 },
  },
];

const HELPED = ['tandem', 'vanilla'] as const;
const SAME = ['same-tandem', 'same-vanilla'] as const;

export const offTask: Experiment = {
  name: 'off-task',
  title: 'A task that is not arithmetic',
  question:
    'Does tandem training work on a verifiable task that is not arithmetic? A senior solves propositional logic mostly in symbols that its junior has never read; does it write plain English after training with that junior, and at what cost alone?',
  paper:
    'Tandem Training for Language Models (arXiv 2510.13551) and Tandem Reinforcement Learning with Verifiable Rewards (arXiv 2606.28166) train on mathematical problems and leave other verifiable tasks open.',
  common: { steps: 60, evaluateEvery: 10, evaluationProblems: 128 },
  arms,
  seeds: 5,
  pilotSeeds: 1,
  select: 'tandem/accuracy',
  test: { problems: 512, samples: 1, also: [] },
  metrics: [
    'style/jargon',
    'style/plain',
    'solo/accuracy',
    'tandem/accuracy',
    'handoff/accuracy',
    'junior/accuracy',
    'drift/kl',
    'legibility/junior_ce',
  ],
  panels: [
    'style/jargon',
    'solo/accuracy',
    'tandem/accuracy',
    'handoff/accuracy',
    'drift/kl',
    'legibility/junior_ce',
  ],
  matrix: [],
  comparisons: [
    ['tandem', 'vanilla'],
    ['reinforce', 'tandem'],
    ['same-tandem', 'same-vanilla'],
  ],
  claims: [
    {
      says: 'Symbols fall from four solutions in five to nearly none with GRPO and the senior mask.',
      source: 'Paper 1, figure 2, for mathematics: 99 % to 0 %.',
      holds: [
        above(value('tandem', 'style/jargon', 'start'), 0.7),
        below(value('tandem', 'style/jargon'), 0.05),
      ],
    },
    {
      says: 'So they do within 40 updates of REINFORCE.',
      source: 'Paper 1, figure 2, for mathematics: 99 % to 0 % within 20 updates.',
      holds: [below(value('reinforce', 'style/jargon'), 0.05)],
    },
    {
      says: 'Without a junior, symbols stay.',
      source: 'Paper 1, figure 2: implied by its baseline.',
      headline: true,
      holds: [above(gap('style/jargon', ['vanilla', 'tandem']), 0.5)],
    },
    {
      says: 'A junior can take over from a tandem-trained senior more often than from a vanilla one.',
      source: 'Paper 1: intelligibility is handoff robustness; no figure for it was seen.',
      headline: true,
      holds: [above(gap('handoff/accuracy', HELPED), 0.1)],
    },
    {
      says: 'The junior reads it better.',
      source: 'Paper 2, abstract; no figure for it was seen.',
      holds: [below(gap('legibility/junior_ce', HELPED), -1)],
    },
    {
      says: 'Solo accuracy falls by less than five points with GRPO and the senior mask.',
      source: 'Our finding for arithmetic, taken over as an expectation.',
      holds: [above(gain('tandem', 'solo/accuracy'), -0.05)],
    },
    {
      says: 'With either method the senior alone stays better than the junior alone.',
      source: 'Paper 1: solo accuracy falls towards the junior’s, but stays above it.',
      holds: ['tandem', 'reinforce'].map((arm) =>
        above(difference(value(arm, 'solo/accuracy'), value(arm, 'junior/accuracy', 'start')), 0),
      ),
    },
    {
      says: 'Where senior and junior begin as one model, tandem GRPO matches vanilla GRPO alone within three points.',
      source: 'Paper 2, table 2, for mathematics: solo pass@4 54.85 against 55.56.',
      holds: [above(gap('solo/accuracy', SAME), -0.03)],
    },
    {
      says: 'There, its handoff accuracy is higher.',
      source: 'Paper 2, table 2, for mathematics: handoff pass@4 54.74 against 52.40.',
      holds: [above(gap('handoff/accuracy', SAME), 0)],
    },
  ],
  quick: null,
};

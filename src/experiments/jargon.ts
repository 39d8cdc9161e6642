// Paper 1's main result: does a senior with a jargon of its own give it up for a junior that lacks it?
import { above, below, difference, gain, gap, value } from './condition.ts';
import type { Experiment } from './experiment.ts';

const GRPO = { preset: 'jargon', patch: {} } as const;
const SPECIALIST = { senior: 'jargon-specialist' } as const;

export const jargon: Experiment = {
  name: 'jargon',
  title: 'Jargon under skill disparity',
  question:
    'Does tandem training make a skilled senior drop the notation that its junior cannot continue, and what does that cost it alone? Does the answer depend on the method and on how rare plain text is at the start?',
  paper:
    'Tandem Training for Language Models (arXiv 2510.13551), figure 2: the share of solutions with <<...>> falls from 99 % to 0 % within 20 updates of REINFORCE; solo accuracy falls towards the junior’s, but stays above it.',
  common: { steps: 60, evaluateEvery: 5, evaluationProblems: 128 },
  arms: [
    { name: 'tandem', stands: 'GRPO with the senior mask, 80 % jargon', ...GRPO },
    {
      name: 'junior-weight',
      stands: 'the same, the junior’s tokens at a quarter of the weight',
      preset: 'jargon',
      patch: { juniorWeight: 0.25 },
    },
    {
      name: 'vanilla',
      stands: 'GRPO without a junior, 80 % jargon',
      preset: 'jargon',
      patch: { seniorProbability: 1 },
    },
    {
      name: 'reinforce',
      stands: 'the paper’s REINFORCE (c = 0, j = 1), 98 % jargon',
      preset: 'jargon-reinforce',
      patch: {},
    },
    {
      name: 'vanilla-reinforce',
      stands: 'REINFORCE without a junior, 98 % jargon',
      preset: 'jargon-reinforce',
      patch: { seniorProbability: 1 },
    },
    {
      name: 'specialist',
      stands: 'GRPO with the senior mask, 98 % jargon',
      preset: 'jargon',
      patch: SPECIALIST,
    },
    {
      name: 'specialist-junior-weight',
      stands: 'the same, the junior’s tokens at a quarter of the weight',
      preset: 'jargon',
      patch: { ...SPECIALIST, juniorWeight: 0.25 },
    },
  ],
  seeds: 10,
  select: 'tandem/accuracy',
  test: { problems: 512, samples: 1, also: [] },
  metrics: [
    'style/jargon',
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
    ['junior-weight', 'tandem'],
    ['reinforce', 'vanilla-reinforce'],
    ['specialist', 'reinforce'],
    ['specialist-junior-weight', 'specialist'],
  ],
  claims: [
    {
      says: 'Jargon falls from nearly always to nearly never within 20 updates of tandem REINFORCE.',
      source: 'Paper 1, figure 2: 99 % to 0 % within 20 updates.',
      headline: true,
      holds: [
        above(value('reinforce', 'style/jargon', 'start'), 0.9),
        below(value('reinforce', 'style/jargon', 20), 0.05),
      ],
    },
    {
      says: 'It falls to nearly never with GRPO and the senior mask, from 80 %.',
      source: 'Both papers together; our expectation.',
      headline: true,
      holds: [below(value('tandem', 'style/jargon'), 0.05)],
    },
    {
      says: 'Without a junior, jargon stays.',
      source: 'Paper 1, figure 2: implied by its baseline.',
      headline: true,
      holds: [above(gap('style/jargon', ['vanilla', 'tandem']), 0.5)],
    },
    {
      says: 'The senior alone stays better than the junior alone.',
      source: 'Paper 1: solo accuracy falls towards the junior’s 24 %, but stays above it.',
      headline: true,
      holds: [
        above(
          difference(
            value('reinforce', 'solo/accuracy'),
            value('reinforce', 'junior/accuracy', 'start'),
          ),
          0,
        ),
      ],
    },
    {
      says: 'Solo accuracy falls by less than five points with GRPO and the senior mask.',
      source: 'Paper 1 reports a fall towards the junior’s; our expectation with GRPO.',
      holds: [above(gain('tandem', 'solo/accuracy'), -0.05)],
    },
    {
      says: 'A junior can take over from a tandem-trained senior far more often than from a vanilla one.',
      source: 'Paper 1: intelligibility is handoff robustness; no figure for it was seen.',
      headline: true,
      holds: [above(gap('handoff/accuracy', ['tandem', 'vanilla']), 0.2)],
    },
    {
      says: 'With 98 % jargon at the start, GRPO with the senior mask hardly moves: most groups have no plain solution to prefer.',
      source: 'Our observation.',
      holds: [above(value('specialist', 'style/jargon'), 0.5)],
    },
    {
      says: 'The junior’s tokens in the loss cure that.',
      source: 'Our expectation, from paper 1’s junior-token weight.',
      holds: [below(value('specialist-junior-weight', 'style/jargon'), 0.2)],
    },
  ],
  quick: {
    arms: ['tandem', 'vanilla', 'reinforce'],
    common: { steps: 30, evaluationProblems: 128 },
    test: { problems: 256, samples: 1, also: [] },
  },
};

// Paper 1's open question of granularity: where handoffs may be, how often the senior writes, and whether it carries over.
import { above, gap } from './condition.ts';
import type { Arm, Experiment } from './experiment.ts';

const SCHEDULES = ['word', 'token', 'step', 'chunk', 'alternate'] as const;
const CHANCES = [0, 0.25, 0.75, 1] as const;

const arms: readonly Arm[] = [
  ...SCHEDULES.map((schedule) => ({
    name: schedule,
    stands: `schedule ${schedule}${schedule === 'chunk' || schedule === 'alternate' ? ', in turns' : ', p = 0.5'}`,
    preset: 'jargon' as const,
    patch: { schedule },
  })),
  ...CHANCES.map((seniorProbability) => ({
    name: `p=${seniorProbability}`,
    stands: `schedule word, p = ${seniorProbability}`,
    preset: 'jargon' as const,
    patch: { seniorProbability },
  })),
  {
    name: 'curriculum',
    stands: 'schedule word, p from 1 to 0.5 over the first 20 steps',
    preset: 'jargon',
    patch: { curriculumSteps: 20, curriculumStart: 1 },
  },
];

export const granularity: Experiment = {
  name: 'granularity',
  title: 'Granularity of the handoff',
  question:
    'Does it matter whether the pen changes hands at tokens, words, steps, chunks or strictly in turns, how likely the senior gets it, and whether it is given away more over time? Does training under one schedule help under another?',
  paper:
    'Tandem Training for Language Models (arXiv 2510.13551) leaves the optimal schedule open; Tandem RL with Verifiable Rewards (arXiv 2606.28166) trains by words and evaluates by paragraphs.',
  common: { steps: 40, evaluateEvery: 10, evaluationProblems: 128 },
  arms,
  seeds: 5,
  select: 'tandem/accuracy',
  test: {
    problems: 256,
    samples: 1,
    also: ['cowrite/token', 'cowrite/step', 'cowrite/chunk', 'handoff/junior_first'],
  },
  metrics: [
    'style/jargon',
    'solo/accuracy',
    'tandem/accuracy',
    'handoff/accuracy',
    'drift/kl',
    'legibility/junior_ce',
  ],
  panels: ['style/jargon', 'solo/accuracy', 'tandem/accuracy', 'handoff/accuracy'],
  matrix: [
    'cowrite/token',
    'tandem/accuracy',
    'cowrite/step',
    'cowrite/chunk',
    'handoff/accuracy',
    'handoff/junior_first',
  ],
  comparisons: [
    ['token', 'word'],
    ['step', 'word'],
    ['chunk', 'word'],
    ['alternate', 'word'],
    ['p=0.25', 'word'],
    ['p=0.75', 'word'],
    ['curriculum', 'word'],
    ['p=1', 'word'],
  ],
  claims: [
    {
      says: 'Training by words helps under another schedule too: handoff by steps rises far above that of vanilla training.',
      source: 'Paper 2: trains by words, finds the advantage by paragraphs.',
      headline: true,
      holds: [above(gap('handoff/accuracy', ['word', 'p=1']), 0.2)],
    },
    {
      says: 'Training on the very schedule of the evaluation is better still.',
      source: 'Our expectation.',
      holds: [above(gap('handoff/accuracy', ['alternate', 'word']), 0)],
    },
    {
      says: 'The fewer words the senior writes, the sooner jargon fades.',
      source: 'Our expectation.',
      holds: [above(gap('style/jargon', ['p=0.75', 'p=0.25'], 20), 0)],
    },
    {
      says: 'A curriculum from p = 1 to 0.5 keeps more solo accuracy than p = 0.5 throughout.',
      source: 'Paper 1 suggests a curriculum; our expectation.',
      holds: [above(gap('solo/accuracy', ['curriculum', 'word']), 0)],
    },
  ],
  quick: null,
};

// How the junior's strength matters: feeble to able, the senior's own past, two juniors in turn.
import type { ModelName } from '../models.ts';
import { above, below, difference, gain, gap, value } from './condition.ts';
import type { Arm, Experiment } from './experiment.ts';

const preset = 'jargon';

const withJunior = (name: string, stands: string, junior: ModelName): Arm => ({
  name,
  stands,
  preset,
  patch: { junior },
});

const inTurn = (name: string, stands: string, juniors: readonly [ModelName, ModelName]): Arm => ({
  name,
  stands,
  preset,
  patch: { junior: juniors[0], secondJunior: juniors[1] },
});

const arms: readonly Arm[] = [
  {
    name: 'vanilla',
    stands: 'no junior; measured with the plain one',
    preset,
    patch: { seniorProbability: 1 },
  },
  withJunior('feeble', 'a junior that is right alone about once in five', 'feeble-junior'),
  withJunior('plain', 'the plain junior, right about every second time', 'plain-junior'),
  withJunior('able', 'a junior at least as able as the senior', 'able-junior'),
  withJunior(
    'early',
    'an early checkpoint of the senior’s line, weak in every style',
    'early-polyglot',
  ),
  withJunior(
    'parent',
    'the checkpoint the senior was made from, able in jargon',
    'polyglot-senior',
  ),
  inTurn('two-skills', 'the feeble and the able junior in turn', ['feeble-junior', 'able-junior']),
  inTurn('two-notations', 'the parent and the plain junior in turn', [
    'polyglot-senior',
    'plain-junior',
  ]),
];

const PLAIN_ONLY = ['feeble', 'plain', 'able', 'two-skills'] as const;

export const juniorStrength: Experiment = {
  name: 'junior-strength',
  title: 'How strong the junior is',
  question:
    'Does it matter how able the junior is, whether it is the senior’s own past, and whether there are two? Can a junior that the senior never met take over from it?',
  paper:
    'Tandem Training for Language Models (arXiv 2510.13551) has one junior, right alone in 24 % of cases, and leaves many different juniors open; the second paper’s junior is the senior as it was (arXiv 2606.28166).',
  common: { steps: 40, evaluateEvery: 10, evaluationProblems: 64 },
  arms,
  seeds: 5,
  pilotSeeds: 1,
  select: 'tandem/accuracy',
  test: { problems: 256, samples: 1, also: [], reader: 'plain-reader' },
  metrics: [
    'junior/accuracy',
    'style/jargon',
    'solo/accuracy',
    'tandem/accuracy',
    'handoff/accuracy',
    'reader/handoff',
    'reader/cross_entropy',
    'legibility/junior_ce',
    'drift/kl',
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
    ['plain', 'vanilla'],
    ['feeble', 'plain'],
    ['able', 'plain'],
    ['early', 'plain'],
    ['parent', 'early'],
    ['two-skills', 'plain'],
    ['two-notations', 'parent'],
  ],
  claims: [
    {
      says: 'Even a feeble junior makes the senior drop its jargon.',
      source: 'Paper 1’s junior is right in 24 % of cases; our expectation.',
      headline: true,
      holds: [below(value('feeble', 'style/jargon'), 0.15)],
    },
    {
      says: 'It costs the senior less than ten points of solo accuracy.',
      source: 'Paper 1 reports a fall towards the junior’s accuracy; our expectation.',
      holds: [above(gain('feeble', 'solo/accuracy'), -0.1)],
    },
    {
      says: 'The abler the junior, the better the two together, by more than ten points from each to the next.',
      source: 'Our expectation.',
      holds: [
        above(gap('tandem/accuracy', ['plain', 'feeble']), 0.1),
        above(gap('tandem/accuracy', ['able', 'plain']), 0.1),
      ],
    },
    {
      says: 'A reader that the senior never met takes over far better than from a vanilla senior, however able the junior was that it met.',
      source: 'Paper 1 asks for seniors that others can follow; our expectation.',
      headline: true,
      holds: PLAIN_ONLY.map((arm) => above(gap('reader/handoff', [arm, 'vanilla']), 0.25)),
    },
    {
      says: 'How able that junior was makes less than seven points of difference to the reader.',
      source: 'Our expectation.',
      holds: (['feeble', 'able', 'two-skills'] as const).flatMap((arm) => [
        above(gap('reader/handoff', [arm, 'plain']), -0.07),
        below(gap('reader/handoff', [arm, 'plain']), 0.07),
      ]),
    },
    {
      says: 'The reader takes over about as well as the equally able junior that the senior met, within seven points.',
      source: 'Our expectation: what is learnt is a common notation, not one junior’s habits.',
      holds: [
        above(
          difference(value('plain', 'reader/handoff'), value('plain', 'handoff/accuracy')),
          -0.07,
        ),
      ],
    },
    {
      says: 'A junior that has read jargon but writes it badly makes the senior drop it too.',
      source: 'Our observation: it is right far more often in plain text than in jargon.',
      holds: [below(value('early', 'style/jargon'), 0.25)],
    },
    {
      says: 'A junior that writes jargon well leaves it as it is, and the reader cannot follow.',
      source: 'Our observation: it is right as often in jargon as in plain text.',
      headline: true,
      holds: [
        above(value('parent', 'style/jargon'), 0.5),
        below(value('parent', 'reader/handoff'), 0.4),
      ],
    },
    {
      says: 'A second junior without jargon, in half of the groups, is enough for the reader to follow.',
      source: 'Paper 1 leaves many different juniors open; our expectation.',
      headline: true,
      holds: [
        below(value('two-notations', 'style/jargon'), 0.25),
        above(gap('reader/handoff', ['two-notations', 'parent']), 0.25),
      ],
    },
  ],
  quick: null,
};

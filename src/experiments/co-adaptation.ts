// Paper 1's open question of co-adaptation: the junior trains too; does the pair grow a private code?
import type { Experiment } from './experiment.ts';

export const coAdaptation: Experiment = {
  name: 'co-adaptation',
  title: 'A junior that learns too',
  question: '?',
  paper: 'x',
  common: { steps: 60, evaluateEvery: 20, evaluationProblems: 96 },
  arms: [
    { name: 'jargon-frozen', stands: 'x', preset: 'jargon', patch: {} },
    { name: 'jargon-both', stands: 'x', preset: 'jargon', patch: { juniorLearns: true } },
    { name: 'twice-frozen', stands: 'x', preset: 'trl', patch: { steps: 60 } },
    { name: 'twice-both', stands: 'x', preset: 'trl', patch: { juniorLearns: true, steps: 60 } },
    {
      name: 'jargon-both-long',
      stands: 'x',
      preset: 'jargon',
      patch: { juniorLearns: true, steps: 180, evaluateEvery: 60 },
    },
  ],
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
  panels: ['style/jargon', 'solo/accuracy', 'junior/accuracy', 'handoff/accuracy', 'drift/kl'],
  matrix: [],
  comparisons: [],
  claims: [],
  quick: null,
};

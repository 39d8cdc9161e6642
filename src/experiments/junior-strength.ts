// How the junior's strength matters: from feeble to able, the senior's own past, and two juniors in turn,
// with a reader that none of the seniors met.
import type { ModelName } from '../models.ts';
import type { Arm, Experiment } from './experiment.ts';

const preset = 'jargon';

const withJunior = (name: string, stands: string, junior: ModelName): Arm => ({
  name,
  stands,
  preset,
  patch: { junior },
});

const arms: readonly Arm[] = [
  {
    name: 'vanilla',
    stands: 'no junior; read by the plain junior',
    preset,
    patch: { seniorProbability: 1 },
  },
  withJunior('feeble', 'a junior that is seldom right alone', 'feeble-junior'),
  withJunior('plain', 'the plain junior, right about every second time', 'plain-junior'),
  withJunior('able', 'a junior about as able as the senior', 'able-junior'),
  withJunior(
    'early',
    'the senior’s own past as junior: less able, but it reads jargon',
    'early-polyglot',
  ),
  withJunior('english', 'a junior that writes English number words', 'english-junior'),
  {
    name: 'two-skills',
    stands: 'the feeble and the able junior in turn',
    preset,
    patch: { junior: 'feeble-junior', secondJunior: 'able-junior' },
  },
  {
    name: 'two-languages',
    stands: 'an English and a French junior in turn',
    preset,
    patch: { junior: 'english-junior', secondJunior: 'french-junior' },
  },
];

export const juniorStrength: Experiment = {
  name: 'junior-strength',
  title: 'How strong the junior is',
  question: '?',
  paper: 'x',
  common: { steps: 40, evaluateEvery: 10, evaluationProblems: 64 },
  arms,
  seeds: 5,
  select: 'tandem/accuracy',
  test: { problems: 256, samples: 1, also: [], reader: 'plain-reader' },
  metrics: [
    'style/jargon',
    'style/plain',
    'style/english',
    'junior/accuracy',
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
  comparisons: [],
  claims: [],
  quick: null,
};

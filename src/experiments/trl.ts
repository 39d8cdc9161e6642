// Paper 2: senior and junior begin as one model, and tandem GRPO is compared with vanilla GRPO.
import type { MetricName } from '../metrics/metrics.ts';
import { above, below, gap } from './condition.ts';
import type { Arm, Experiment } from './experiment.ts';

const preset = 'trl';
const KL_WEIGHTS = [0.03, 0.1, 0.3] as const;
const SOLO = { seniorProbability: 1 } as const;

const arms: readonly Arm[] = [
  { name: 'tandem', stands: 'tandem GRPO by words', preset, patch: {} },
  { name: 'tandem-step', stands: 'tandem GRPO by steps', preset, patch: { schedule: 'step' } },
  { name: 'vanilla', stands: 'vanilla GRPO', preset, patch: SOLO },
  {
    name: 'doubled',
    stands: 'vanilla GRPO with twice the group, the compute of tandem’s two models',
    preset,
    patch: { ...SOLO, groupSize: 16 },
  },
  ...KL_WEIGHTS.map(
    (klWeight) =>
      ({
        name: `kl-${klWeight}`,
        stands: `vanilla GRPO with a KL penalty to the junior, β = ${klWeight}`,
        preset,
        patch: { ...SOLO, kl: 'junior', klWeight },
      }) as const,
  ),
  {
    name: 'random-mask',
    stands: 'the senior writes alone, a coin says which words count',
    preset,
    patch: { lossMask: 'coin' },
  },
];

/** Tandem minus another arm at the last step. */
const beyond = (arm: string, metric: MetricName) => gap(metric, ['tandem', arm]);

export const trl: Experiment = {
  name: 'trl',
  title: 'Tandem RL with one model twice',
  question:
    'When senior and junior begin as the same model, does tandem GRPO keep up with vanilla GRPO alone, and does it show the three properties of the paper: robust handoff, less drift, better legibility? Do simpler means give the same?',
  paper:
    'Tandem Reinforcement Learning with Verifiable Rewards (arXiv 2606.28166), table 2: solo pass@4 55.56 (GRPO) and 54.85 (tandem), handoff pass@4 52.40 and 54.74, retention 94.3 % and 99.8 %. An independent reproduction with one run per arm found handoff pass@4 58.25 and 57.55: no advantage.',
  common: { steps: 100, evaluateEvery: 20, evaluationProblems: 128 },
  arms,
  seeds: 10,
  select: 'solo/accuracy',
  test: { problems: 256, samples: 4, also: ['handoff/junior_first'] },
  metrics: [
    'solo/accuracy',
    'solo/pass_at_4',
    'tandem/accuracy',
    'handoff/accuracy',
    'handoff/pass_at_4',
    'handoff/junior_first',
    'handoff/retention',
    'handoff/repair',
    'drift/kl',
    'drift/js',
    'legibility/junior_ce',
    'solo/length',
    'solo/entropy',
  ],
  panels: [
    'solo/accuracy',
    'handoff/accuracy',
    'handoff/repair',
    'drift/kl',
    'legibility/junior_ce',
    'solo/entropy',
  ],
  matrix: [],
  comparisons: [
    ['tandem', 'vanilla'],
    ['tandem-step', 'vanilla'],
    ['tandem', 'doubled'],
    ...KL_WEIGHTS.map((weight) => ['tandem', `kl-${weight}`] as const),
    ['tandem', 'random-mask'],
    ['random-mask', 'vanilla'],
  ],
  claims: [
    {
      says: 'Tandem GRPO matches vanilla GRPO alone, within three points of solo accuracy.',
      source: 'Paper 2, table 2: solo pass@4 54.85 against 55.56.',
      headline: true,
      holds: [above(beyond('vanilla', 'solo/accuracy'), -0.03)],
    },
    {
      says: 'First property: its handoff accuracy is higher.',
      source: 'Paper 2, table 2: handoff pass@4 54.74 against 52.40; not reproduced independently.',
      headline: true,
      holds: [above(beyond('vanilla', 'handoff/accuracy'), 0)],
    },
    {
      says: 'So is its retention.',
      source: 'Paper 2, table 2: 99.8 % against 94.3 %.',
      headline: true,
      holds: [above(beyond('vanilla', 'handoff/retention'), 0)],
    },
    {
      says: 'It learns to repair what the junior marks as doubtful, more than vanilla does.',
      source: 'Our observation of how handoff improves here.',
      holds: [above(beyond('vanilla', 'handoff/repair'), 0.1)],
    },
    {
      says: 'Second property: it drifts less from the junior.',
      source: 'Paper 2, abstract; no figure for it was seen.',
      headline: true,
      holds: [below(beyond('vanilla', 'drift/kl'), 0)],
    },
    {
      says: 'Third property: it is more legible to the junior.',
      source: 'Paper 2, abstract; no figure for it was seen.',
      headline: true,
      holds: [below(beyond('vanilla', 'legibility/junior_ce'), 0)],
    },
    {
      says: 'It is writing together that helps handoff, not a loss on half of the words.',
      source: 'Our control; the papers have none.',
      headline: true,
      holds: [above(beyond('random-mask', 'handoff/accuracy'), 0)],
    },
    {
      says: 'A KL penalty to the junior does not help handoff as much, whatever its weight.',
      source: 'Paper 2 compares with one; no figure for it was seen.',
      holds: KL_WEIGHTS.map((weight) => above(beyond(`kl-${weight}`, 'handoff/accuracy'), 0)),
    },
  ],
  quick: {
    arms: ['tandem', 'vanilla', 'random-mask'],
    common: { steps: 60, evaluateEvery: 20, evaluationProblems: 128 },
    test: { problems: 128, samples: 4, also: ['handoff/junior_first'] },
  },
};

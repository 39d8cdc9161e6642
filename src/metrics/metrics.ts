// Every number a run reports, one row per metric: what the page, the terminal and the docs say of it.

import { LENGTH_METRICS } from './lengths.ts';

export interface Metric {
  readonly label: string;
  readonly unit: 'share' | 'nats' | 'tokens' | 'seconds' | 'count' | 'number';
  readonly better: 'up' | 'down' | 'neither';
  /** Measured on held-out problems, on the batch, on the update, by the clock (never in events), or by experiments. */
  readonly source: 'evaluation' | 'batch' | 'update' | 'clock' | 'experiment';
  readonly definition: string;
  /** Name of the same quantity in TRL or verl, where there is one. */
  readonly alias?: string;
}

const style = (label: string, definition: string) =>
  ({ label, unit: 'share', better: 'neither', source: 'evaluation', definition }) as const;
const examined = (label: string, definition: string) =>
  ({ label, unit: 'share', better: 'up', source: 'experiment', definition }) as const;
const lines = (name: string) =>
  `Share of the step lines of the senior's solo solutions written wholly in ${name}.`;

export const METRICS = {
  'reward/mean': {
    label: 'reward',
    unit: 'share',
    better: 'up',
    source: 'batch',
    definition: 'Share of the step’s rollouts with the right answer.',
    alias: 'TRL reward',
  },
  'reward/std': {
    label: 'spread of rewards',
    unit: 'number',
    better: 'neither',
    source: 'batch',
    definition: 'Sample standard deviation of the rewards of all rollouts of the step.',
    alias: 'TRL reward_std',
  },
  'reward/zero_std_groups': {
    label: 'groups without variance',
    unit: 'share',
    better: 'down',
    source: 'batch',
    definition:
      'Share of groups whose rollouts all got the same reward; they give no group-relative gradient.',
    alias: 'TRL frac_reward_zero_std',
  },
  'solo/accuracy': {
    label: 'solo',
    unit: 'share',
    better: 'up',
    source: 'evaluation',
    definition: 'Accuracy of the senior writing alone.',
  },
  'tandem/accuracy': {
    label: 'tandem',
    unit: 'share',
    better: 'up',
    source: 'evaluation',
    definition: 'Accuracy of co-written solutions under the word schedule with p = 0.5.',
  },
  'handoff/accuracy': {
    label: 'handoff',
    unit: 'share',
    better: 'up',
    source: 'evaluation',
    definition:
      'Accuracy when senior and junior alternate strictly at reasoning steps, senior first.',
  },
  'handoff/retention': {
    label: 'retention',
    unit: 'number',
    better: 'up',
    source: 'evaluation',
    definition: 'Handoff accuracy divided by solo accuracy.',
  },
  'handoff/repair': {
    label: 'repair',
    unit: 'share',
    better: 'up',
    source: 'evaluation',
    definition:
      'Share of the junior’s wrong steps marked with “maybe” that the senior takes back in the next line, in handoff solutions; no value where the junior marks none.',
  },
  'junior/accuracy': {
    label: 'junior alone',
    unit: 'share',
    better: 'neither',
    source: 'evaluation',
    definition: 'Accuracy of the junior writing alone; measured once where the junior is frozen.',
  },
  'drift/kl': {
    label: 'KL(senior ‖ junior)',
    unit: 'nats',
    better: 'down',
    source: 'evaluation',
    definition:
      'Mean over tokens of the exact KL divergence of the senior’s next-token distribution from the junior’s, on the senior’s solo solutions.',
  },
  'drift/js': {
    label: 'JS',
    unit: 'nats',
    better: 'down',
    source: 'evaluation',
    definition: 'As drift/kl, with the Jensen-Shannon divergence (at most ln 2).',
  },
  'drift/initial_kl': {
    label: 'KL(senior ‖ senior at step 0)',
    unit: 'nats',
    better: 'neither',
    source: 'evaluation',
    definition: 'As drift/kl, against the senior’s own weights at step 0.',
  },
  'legibility/junior_ce': {
    label: 'junior’s cross-entropy',
    unit: 'nats',
    better: 'down',
    source: 'evaluation',
    definition:
      'The junior’s mean cross-entropy per token on the senior’s solo solutions, averaged over solutions; lower is more legible.',
  },
  'style/jargon': style(
    'jargon',
    'Share of the senior’s solo solutions that contain << or >>, the detector of paper 1.',
  ),
  'style/plain': style('plain', lines('the task’s plain English')),
  'style/english': style('English words', lines('English number words')),
  'style/french': style('French', lines('French number words')),
  'style/spanish': style('Spanish', lines('Spanish number words')),
  'style/german': style('German', lines('German number words')),
  'style/terse': style('terse', lines('the terse notation')),
  'style/mixed': style(
    'mixed',
    'Share of the step lines of the senior’s solo solutions that no single style accepts.',
  ),
  'solo/length': {
    label: 'solo length',
    unit: 'tokens',
    better: 'neither',
    source: 'evaluation',
    definition: 'Mean tokens per solo solution, EOS included.',
    alias: 'TRL completions/mean_length',
  },
  'solo/truncated': {
    label: 'solo truncated',
    unit: 'share',
    better: 'down',
    source: 'evaluation',
    definition: 'Share of solo solutions cut off at the length limit.',
    alias: 'TRL completions/clipped_ratio',
  },
  'solo/entropy': {
    label: 'solo entropy',
    unit: 'nats',
    better: 'neither',
    source: 'evaluation',
    definition: 'Mean entropy of the senior’s next-token distribution on its solo solutions.',
    alias: 'TRL entropy',
  },
  'tandem/senior_token_frac': {
    label: 'senior’s share of tokens',
    unit: 'share',
    better: 'neither',
    source: 'batch',
    definition:
      'Share of the step’s rollout tokens that the senior wrote; near p when the mask is right.',
    alias: 'verl actor/tandem_senior_token_frac',
  },
  'tandem/switches_per_seq': {
    label: 'handoffs per solution',
    unit: 'count',
    better: 'neither',
    source: 'batch',
    definition: 'Mean changes of author per rollout.',
    alias: 'verl tandem/switches_per_seq',
  },
  'tandem/eos_by_senior_frac': {
    label: 'EOS by senior',
    unit: 'share',
    better: 'neither',
    source: 'batch',
    definition: 'Share of finished rollouts whose end token the senior wrote.',
  },
  'tandem/empty_senior_frac': {
    label: 'rollouts without senior token',
    unit: 'share',
    better: 'neither',
    source: 'batch',
    definition: 'Share of rollouts in which the senior wrote nothing.',
  },
  'batch/length': {
    label: 'length',
    unit: 'tokens',
    better: 'neither',
    source: 'batch',
    definition: 'Mean tokens per rollout, EOS included.',
  },
  'batch/length_min': {
    label: 'shortest rollout',
    unit: 'tokens',
    better: 'neither',
    source: 'batch',
    definition: 'Tokens of the shortest rollout of the step, EOS included.',
    alias: 'TRL completions/min_length',
  },
  'batch/length_max': {
    label: 'longest rollout',
    unit: 'tokens',
    better: 'neither',
    source: 'batch',
    definition: 'Tokens of the longest rollout of the step, EOS included.',
    alias: 'TRL completions/max_length',
  },
  'batch/tokens_seen': {
    label: 'tokens seen',
    unit: 'tokens',
    better: 'neither',
    source: 'batch',
    definition: 'Prompt and solution tokens of all rollouts of the run so far.',
    alias: 'TRL num_tokens',
  },
  'batch/truncated': {
    label: 'truncated',
    unit: 'share',
    better: 'down',
    source: 'batch',
    definition: 'Share of rollouts cut off at the length limit.',
  },
  'batch/entropy': {
    label: 'entropy',
    unit: 'nats',
    better: 'neither',
    source: 'batch',
    definition: 'Mean entropy of the senior’s next-token distribution at senior tokens.',
    alias: 'TRL entropy',
  },
  'style/batch_jargon': {
    label: 'jargon while training',
    unit: 'share',
    better: 'neither',
    source: 'batch',
    definition: 'Share of the step’s rollouts that contain << or >>.',
  },
  'update/loss': {
    label: 'policy loss',
    unit: 'number',
    better: 'neither',
    source: 'update',
    definition:
      'Value of the loss, mean over the step’s minibatches; starts near 0 for centred advantages.',
  },
  'update/grad_norm': {
    label: 'gradient norm',
    unit: 'number',
    better: 'neither',
    source: 'update',
    definition: 'Global norm of the gradient before clipping, mean over the step’s minibatches.',
    alias: 'TRL grad_norm',
  },
  'update/clip_fraction': {
    label: 'clipped',
    unit: 'share',
    better: 'neither',
    source: 'update',
    definition:
      'Share of the tokens’ weight whose loss clipping changed, which depends on the advantage’s sign; 0 at the first minibatch of a step.',
    alias: 'verl actor/pg_clipfrac',
  },
  'update/clip_low_fraction': {
    label: 'clipped below',
    unit: 'share',
    better: 'neither',
    source: 'update',
    definition: 'The part of update/clip_fraction whose ratio was held at the lower bound.',
    alias: 'TRL clip_ratio/low_mean',
  },
  'update/clip_high_fraction': {
    label: 'clipped above',
    unit: 'share',
    better: 'neither',
    source: 'update',
    definition: 'The part of update/clip_fraction whose ratio was held at the upper bound.',
    alias: 'TRL clip_ratio/high_mean',
  },
  'update/kl_penalty': {
    label: 'KL penalty',
    unit: 'nats',
    better: 'neither',
    source: 'update',
    definition: 'The KL estimate in the loss, before its weight.',
    alias: 'TRL kl',
  },
  'update/learning_rate': {
    label: 'learning rate',
    unit: 'number',
    better: 'neither',
    source: 'update',
    definition: 'AdamW’s step size at the last minibatch.',
  },
  'sampling/logp_difference_max': {
    label: 'sampler − trainer',
    unit: 'nats',
    better: 'down',
    source: 'update',
    definition:
      'Largest difference between the log-prob the sampler stored and the one the update’s own first forward pass gave.',
    alias: 'TRL sampling/sampling_logp_difference/max',
  },
  'time/step_seconds': {
    label: 'seconds per step',
    unit: 'seconds',
    better: 'down',
    source: 'clock',
    definition:
      'Time of a step from its first rollout to its update; evaluations and pauses do not count.',
    alias: 'TRL step_time',
  },
  'solo/pass_at_4': examined(
    'solo pass@4',
    'Probability that at least one of four solo solutions is right, estimated without bias from more.',
  ),
  'handoff/pass_at_4': examined(
    'handoff pass@4',
    'Probability that at least one of four handoff solutions is right, estimated without bias from more.',
  ),
  'handoff/junior_first': examined(
    'handoff, junior first',
    'As handoff/accuracy, but the junior writes the first step.',
  ),
  'reader/handoff': examined(
    'handoff to the reader',
    'As handoff/accuracy, with a third, frozen model in the junior’s place: a stranger to training, or the junior as it was.',
  ),
  'reader/cross_entropy': {
    ...examined('reader’s cross-entropy', 'As legibility/junior_ce, read by that third model.'),
    unit: 'nats',
    better: 'down',
  },
  'cowrite/token': examined(
    'together by token',
    'Accuracy of co-written solutions when a fair coin chooses the author of every token.',
  ),
  'cowrite/step': examined(
    'together by step',
    'Accuracy of co-written solutions when a fair coin chooses the author of every step line.',
  ),
  'cowrite/chunk': examined(
    'together by chunk',
    'Accuracy of co-written solutions when the authors take turns of four tokens.',
  ),
  ...LENGTH_METRICS,
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
export const isMetricName = (name: string): name is MetricName => Object.hasOwn(METRICS, name);
/** In the order of METRICS. */
export const METRIC_NAMES: readonly MetricName[] = Object.keys(METRICS).filter(isMetricName);

/** The metrics of a source. The file that measures them has a function for each. */
export type MetricOf<Source extends Metric['source']> = {
  [K in MetricName]: (typeof METRICS)[K]['source'] extends Source ? K : never;
}[MetricName];

export type MetricValues = { readonly [K in MetricName]?: number };

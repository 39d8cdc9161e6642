// The charts of the page: title, place and metrics of each.
import type { MetricName } from '../../metrics/metrics.ts';

interface ChartRow {
  readonly title: string;
  /** The first ones are always there; the others are drawn when their list is opened. */
  readonly place: 'first' | 'more';
  /** Of one unit, in the order in which they are drawn. */
  readonly metrics: readonly [MetricName, ...MetricName[]];
}

/** In reading order. */
export const CHARTS = {
  accuracy: {
    title: 'Accuracy on held-out problems',
    place: 'first',
    metrics: ['solo/accuracy', 'tandem/accuracy', 'handoff/accuracy', 'junior/accuracy'],
  },
  style: {
    title: 'Style of the senior’s own solutions',
    place: 'first',
    metrics: [
      'style/jargon',
      'style/plain',
      'style/english',
      'style/french',
      'style/spanish',
      'style/german',
      'style/terse',
      'style/mixed',
    ],
  },
  reward: { title: 'Reward', place: 'first', metrics: ['reward/mean'] },
  senior: { title: 'Senior’s share', place: 'first', metrics: ['tandem/senior_token_frac'] },
  drift: { title: 'Drift', place: 'first', metrics: ['drift/kl'] },
  legibility: { title: 'Legibility', place: 'first', metrics: ['legibility/junior_ce'] },
  retention: { title: 'Handoff retention', place: 'more', metrics: ['handoff/retention'] },
  repair: { title: 'Repair', place: 'more', metrics: ['handoff/repair'] },
  variance: { title: 'Without variance', place: 'more', metrics: ['reward/zero_std_groups'] },
  spread: { title: 'Spread of rewards', place: 'more', metrics: ['reward/std'] },
  'batch-jargon': {
    title: 'Jargon while training',
    place: 'more',
    metrics: ['style/batch_jargon'],
  },
  length: {
    title: 'Length',
    place: 'more',
    metrics: ['solo/length', 'batch/length', 'batch/length_min', 'batch/length_max'],
  },
  truncated: {
    title: 'Cut off at the limit',
    place: 'more',
    metrics: ['solo/truncated', 'batch/truncated'],
  },
  tokens: { title: 'Tokens seen', place: 'more', metrics: ['batch/tokens_seen'] },
  pace: { title: 'Seconds per step', place: 'more', metrics: ['time/step_seconds'] },
  entropy: { title: 'Entropy', place: 'more', metrics: ['solo/entropy', 'batch/entropy'] },
  handoffs: { title: 'Handoffs per solution', place: 'more', metrics: ['tandem/switches_per_seq'] },
  eos: { title: 'EOS by senior', place: 'more', metrics: ['tandem/eos_by_senior_frac'] },
  absent: { title: 'No senior token', place: 'more', metrics: ['tandem/empty_senior_frac'] },
  divergence: { title: 'JS divergence', place: 'more', metrics: ['drift/js'] },
  moved: { title: 'Drift from step 0', place: 'more', metrics: ['drift/initial_kl'] },
  loss: { title: 'Policy loss', place: 'more', metrics: ['update/loss'] },
  gradient: { title: 'Gradient norm', place: 'more', metrics: ['update/grad_norm'] },
  clipped: {
    title: 'Clipped',
    place: 'more',
    metrics: ['update/clip_fraction', 'update/clip_low_fraction', 'update/clip_high_fraction'],
  },
  penalty: { title: 'KL penalty', place: 'more', metrics: ['update/kl_penalty'] },
  rate: { title: 'Learning rate', place: 'more', metrics: ['update/learning_rate'] },
  sampler: {
    title: 'Sampler and trainer',
    place: 'more',
    metrics: ['sampling/logp_difference_max'],
  },
} as const satisfies Readonly<Record<string, ChartRow>>;

export type ChartName = keyof typeof CHARTS;
const isChartName = (name: string): name is ChartName => Object.hasOwn(CHARTS, name);
export const CHART_NAMES: readonly ChartName[] = Object.keys(CHARTS).filter(isChartName);

export type ChartPlace = ChartRow['place'];
export const metricsOf = (chart: ChartName): ChartRow['metrics'] => CHARTS[chart].metrics;

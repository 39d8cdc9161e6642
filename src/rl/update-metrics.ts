// The function of each metric of an update, in the order in which events list them.
import type { RunConfig } from '../config/fields.ts';
import type { MetricOf, MetricValues } from '../metrics/metrics.ts';
import type { LossReport } from './loss/loss.ts';
import { metricValues } from './measure.ts';

export interface MinibatchReport extends LossReport {
  readonly gradNorm: number;
  readonly learningRate: number;
  /** Largest |sampler's log-prob - the update's own|, nats; null where nothing was updated. */
  readonly difference: number | null;
}

interface Minibatches {
  readonly reports: readonly MinibatchReport[];
  readonly config: Pick<RunConfig, 'kl' | 'pipeline'>;
}

/** Null where there is nothing to report. */
type UpdateMeasure = (minibatches: Minibatches) => number | null;

const MEASURES: Readonly<Record<MetricOf<'update'>, UpdateMeasure>> = {
  'update/loss': mean(({ loss }) => loss),
  'update/grad_norm': mean(({ gradNorm }) => gradNorm),
  'update/clip_fraction': mean(({ clipFraction }) => clipFraction),
  'update/clip_low_fraction': mean(({ clipLowFraction }) => clipLowFraction),
  'update/clip_high_fraction': mean(({ clipHighFraction }) => clipHighFraction),
  'update/learning_rate': ({ reports }) => reports.at(-1)?.learningRate ?? 0,
  'update/kl_penalty': (minibatches) =>
    minibatches.config.kl === 'none' ? null : mean(({ klPenalty }) => klPenalty)(minibatches),
  'sampling/logp_difference_max': samplerDifference,
};

export const updateMetrics = (minibatches: Minibatches): MetricValues =>
  metricValues(MEASURES, minibatches);

/** Of the first minibatch. Null for pipelined rollouts: their sampler's weights were older. */
export function samplerDifference({ reports, config }: Minibatches): number | null {
  return config.pipeline ? null : (reports[0]?.difference ?? 0);
}

function mean(value: (report: MinibatchReport) => number) {
  return ({ reports }: Minibatches): number =>
    reports.reduce((sum, report) => sum + value(report), 0) / reports.length;
}

// A run in two columns: its metrics at the start and at the end.
import type { MetricValues } from '../metrics/metrics.ts';
import type { RunEvent } from './events.ts';

/** The first and the latest evaluation and step so far; empty where there was none. */
export interface Summary {
  readonly evaluations: { readonly first: MetricValues; readonly last: MetricValues };
  readonly steps: { readonly first: MetricValues; readonly last: MetricValues };
  /** Steps done. */
  readonly step: number;
}

const NOTHING = { first: {}, last: {} };
export const EMPTY_SUMMARY: Summary = { evaluations: NOTHING, steps: NOTHING, step: 0 };

export function withEvent(summary: Summary, event: RunEvent): Summary {
  if (event.kind === 'evaluation') {
    const { metrics } = event;
    const first = event.step === 0 ? metrics : summary.evaluations.first;
    return { ...summary, evaluations: { first, last: metrics } };
  }
  if (event.kind === 'step') {
    const { metrics } = event;
    const first = event.step === 1 ? metrics : summary.steps.first;
    return { ...summary, steps: { first, last: metrics }, step: event.step };
  }
  return summary;
}

/** Evaluation at step 0 with the metrics of step 1. */
export function initialMetrics({ evaluations, steps }: Summary): MetricValues {
  return { ...evaluations.first, ...steps.first };
}

/** Last evaluation with the metrics of the last step; the junior is measured at step 0 only. */
export function finalMetrics({ evaluations, steps }: Summary): MetricValues {
  const junior = evaluations.first['junior/accuracy'];
  return {
    ...(junior !== undefined && { 'junior/accuracy': junior }),
    ...evaluations.last,
    ...steps.last,
  };
}

// Short functions for a claim's conditions: a number of one arm, or a gap between two, above or below a bound.
import type { MetricName } from '../metrics/metrics.ts';
import type { Condition, Moment } from './experiment.ts';

/** What a condition bounds. */
export type Quantity = Pick<Condition, 'of' | 'minus'>;

/** A number that is no difference. */
type SingleQuantity = Quantity & { readonly minus?: undefined };

/** A metric of an arm. */
export const value = (arm: string, metric: MetricName, at: Moment = 'last'): SingleQuantity => ({
  of: { arm, metric, at },
});

/** A metric of one arm minus that of another, by seed. */
export const gap = (
  metric: MetricName,
  [arm, other]: readonly [string, string],
  at: Moment = 'last',
): Quantity => ({ of: { arm, metric, at }, minus: { arm: other, metric, at } });

/** What a metric of an arm gains from one moment to a later one. */
export const gain = (
  arm: string,
  metric: MetricName,
  [from, to]: readonly [Moment, Moment] = ['start', 'last'],
): Quantity => ({ of: { arm, metric, at: to }, minus: { arm, metric, at: from } });

/** Any number minus any other. */
export const difference = ({ of }: SingleQuantity, { of: minus }: SingleQuantity): Quantity => ({
  of,
  minus,
});

export const above = (quantity: Quantity, bound: number): Condition => ({
  ...quantity,
  is: 'above',
  bound,
});

export const below = (quantity: Quantity, bound: number): Condition => ({
  ...quantity,
  is: 'below',
  bound,
});

// The result of a claim in words: verdict, number with interval, condition.
import type { Condition, Point } from '../../src/experiments/experiment.ts';
import { METRICS, type MetricName } from '../../src/metrics/metrics.ts';
import type { JudgedCondition, Verdict } from '../../src/study/analysis.ts';
import { FEWEST_SEEDS } from '../../src/study/bootstrap.ts';
import { formatValue } from './table.ts';

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  holds: 'Holds',
  'does not hold': 'Does not hold',
  'cannot tell': 'Can’t tell',
};

/** 'Jargon of `a` at the start: 1.2 % (0.8 % to 1.6 %); asked: below 5.0 %, met in 10 of 10 seeds'. */
export function sentence({ condition, estimate, met }: JudgedCondition): string {
  const { is, bound } = condition;
  return `${measured({ condition, estimate })}; asked: ${is} ${boundText(condition, bound)}, met in ${met} of ${estimate.bySeed.length} seeds`;
}

/** The same without what was asked. */
export function measured({
  condition,
  estimate,
}: Pick<JudgedCondition, 'condition' | 'estimate'>): string {
  const { of, minus } = condition;
  const { unit } = METRICS[of.metric];
  const subject = minus === undefined ? inWords(of) : `${inWords(of)} minus ${inWords(minus)}`;
  const formatted = (value: number) =>
    minus === undefined ? formatValue(unit, value) : change(unit, value);
  const interval =
    estimate.interval?.map(formatted).join(' to ') ??
    `no interval, fewer than ${FEWEST_SEEDS} seeds`;
  return `${capital(subject)}: ${formatted(estimate.value)} (${interval})`;
}

const boundText = ({ of, minus }: Condition, bound: number) =>
  minus === undefined
    ? formatValue(METRICS[of.metric].unit, bound)
    : change(METRICS[of.metric].unit, bound);

const MOMENTS = {
  start: 'at the start',
  selected: 'at the selected step',
  last: 'after the last step',
  peak: 'at its peak on validation problems',
} as const;

const inWords = ({ arm, metric, at }: Point) =>
  `${METRICS[metric].label} of \`${arm}\` ${typeof at === 'number' ? `at step ${at} on validation problems` : MOMENTS[at]}`;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A difference with its sign; shares in points of a hundred. */
export function change(unit: (typeof METRICS)[MetricName]['unit'], value: number): string {
  const text = formatValue(unit, Math.abs(value)).replace(' %', ' points');
  return `${value < 0 ? '−' : '+'}${text}`;
}

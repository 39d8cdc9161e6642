// What a run has logged so far, folded event by event into what the page draws.
import type { EngineInfo } from '../../engine/engine.ts';
import { METRIC_NAMES, type MetricName, type MetricValues } from '../../metrics/metrics.ts';
import type {
  ChangeEvent,
  EvaluationEvent,
  RunEvent,
  StartEvent,
  StepEvent,
  WarningEvent,
} from '../../run/events.ts';
import { eventLine } from '../../run/record.ts';
import { keepStep } from './kept-steps.ts';
import { append, lastValue, type Series } from './series.ts';

export type SeriesOf = { readonly [K in MetricName]?: Series };

/** Lower and upper ends of the 95 % intervals, at the steps of the metric's curve that have one. */
export interface IntervalSeries {
  readonly low: Series;
  readonly high: Series;
}
export type IntervalsOf = { readonly [K in MetricName]?: IntervalSeries };

export interface History {
  readonly start: StartEvent | null;
  /** What computes now. */
  readonly engine: EngineInfo | null;
  /** Batch and update metrics at their step; evaluation metrics at the steps done before them. */
  readonly series: SeriesOf;
  readonly bounds: IntervalsOf;
  /** Step -> tokens that both models have written in rollouts until then. */
  readonly tokens: Series | undefined;
  /** Step -> seconds of training until then, where the run was received as it went. */
  readonly seconds: Series | undefined;
  /** Seconds of training at the last event received; 0 of a run that was read from its file. */
  readonly secondsReceived: number;
  /** Kept whole for their intervals; few, for evaluations are rare. */
  readonly evaluations: readonly EvaluationEvent[];
  /** Steps done. */
  readonly step: number;
  /** The newest step with solutions. */
  readonly last: StepEvent | null;
  /** Steps whose solutions can be looked at, oldest first; the newest is among them. */
  readonly keptSteps: readonly StepEvent[];
  readonly warnings: readonly WarningEvent[];
  /** Settings changed while the run was on, oldest first. */
  readonly changes: readonly ChangeEvent[];
  /** Steps done at each resume after a failure. */
  readonly resumes: readonly number[];
  /** events.jsonl so far, as the terminal writes it; one text, for joining texts costs nothing. */
  readonly lines: string;
}

export const EMPTY_HISTORY: History = {
  start: null,
  engine: null,
  series: {},
  bounds: {},
  tokens: undefined,
  seconds: undefined,
  secondsReceived: 0,
  evaluations: [],
  step: 0,
  last: null,
  keptSteps: [],
  warnings: [],
  changes: [],
  resumes: [],
  lines: '',
};

function extend(series: SeriesOf, step: number, metrics: MetricValues): SeriesOf {
  const extended: { [K in MetricName]?: Series } = { ...series };
  for (const name of METRIC_NAMES) {
    const value = metrics[name];
    if (value !== undefined) extended[name] = append(series[name], step, value);
  }
  return extended;
}

function extendBounds(bounds: IntervalsOf, { step, intervals }: EvaluationEvent): IntervalsOf {
  const extended: { [K in MetricName]?: IntervalSeries } = { ...bounds };
  for (const name of METRIC_NAMES) {
    const interval = intervals[name];
    if (interval === undefined) continue;
    const [low, high] = interval;
    const before = bounds[name];
    extended[name] = {
      low: append(before?.low, step, low),
      high: append(before?.high, step, high),
    };
  }
  return extended;
}

/** By the mean length, for a recorded run has the solutions of few steps. */
function countTokens({ tokens, start }: History, { step, metrics }: StepEvent): Series | undefined {
  const length = metrics['batch/length'];
  if (length === undefined || start === null) return tokens;
  const { promptsPerStep, groupSize } = start.config;
  const written = Math.round(length * promptsPerStep * groupSize);
  return append(tokens, step, (lastValue(tokens) ?? 0) + written);
}

/** What an event changes, its line apart. */
function fold(history: History, event: RunEvent): History {
  switch (event.kind) {
    case 'start':
      return { ...EMPTY_HISTORY, start: event, engine: event.engine };
    case 'resume':
      return { ...history, engine: event.engine, resumes: [...history.resumes, event.step] };
    case 'step':
      return {
        ...history,
        step: event.step,
        last: event.rollouts.length > 0 ? event : history.last,
        keptSteps: keepStep(history.keptSteps, event),
        series: extend(history.series, event.step, event.metrics),
        tokens: countTokens(history, event),
      };
    case 'evaluation':
      return {
        ...history,
        evaluations: [...history.evaluations, event],
        series: extend(history.series, event.step, event.metrics),
        bounds: extendBounds(history.bounds, event),
      };
    case 'warning':
      return { ...history, warnings: [...history.warnings, event] };
    case 'change':
      return { ...history, changes: [...history.changes, event] };
    case 'end':
      return history;
  }
}

/** The history after one event more. */
export function reduce(history: History, event: RunEvent): History {
  const folded = fold(history, event);
  return { ...folded, lines: folded.lines + eventLine(event) };
}

/** The same, of a run that is received as it goes: `seconds` of training until the event. */
export function received(history: History, event: RunEvent, seconds: number): History {
  const next = { ...reduce(history, event), secondsReceived: seconds };
  if (event.kind !== 'step') return next;
  const pace = { 'time/step_seconds': seconds - history.secondsReceived };
  return {
    ...next,
    seconds: append(next.seconds, event.step, seconds),
    series: extend(next.series, event.step, pace),
  };
}

// What a run has told so far, folded event by event into what the page draws. Pure; knows no
// worker, no clock and no component.
import type { EngineInfo } from '../engine/engine.ts';
import { METRICS, type MetricName, type MetricValues } from '../metrics.ts';
import type {
  ChangeEvent,
  EvaluationEvent,
  RunEvent,
  StartEvent,
  StepEvent,
  WarningEvent,
} from '../run/events.ts';
import { eventLine } from '../run/record.ts';
import { keepStep } from './kept-steps.ts';
import { append, type Series } from './series.ts';

export const METRIC_NAMES = Object.keys(METRICS).filter((name): name is MetricName =>
  Object.hasOwn(METRICS, name),
);

export type SeriesOf = { readonly [K in MetricName]?: Series };

export interface History {
  readonly start: StartEvent | null;
  /** What computes now. */
  readonly engine: EngineInfo | null;
  /** Batch and update metrics at their step; evaluation metrics at the steps done before them. */
  readonly series: SeriesOf;
  /** Kept whole for their intervals; few, for evaluations are rare. */
  readonly evaluations: readonly EvaluationEvent[];
  /** Steps done. */
  readonly step: number;
  /** The newest step with solutions. */
  readonly last: StepEvent | null;
  /** Steps whose solutions can be looked at, oldest first; the newest is among them. */
  readonly kept: readonly StepEvent[];
  readonly warnings: readonly WarningEvent[];
  /** Settings changed while the run was on, oldest first. */
  readonly changes: readonly ChangeEvent[];
  /** events.jsonl so far, as the terminal writes it; one text, for joining texts costs nothing. */
  readonly lines: string;
}

export const EMPTY_HISTORY: History = {
  start: null,
  engine: null,
  series: {},
  evaluations: [],
  step: 0,
  last: null,
  kept: [],
  warnings: [],
  changes: [],
  lines: '',
};

function extend(series: SeriesOf, step: number, metrics: MetricValues): SeriesOf {
  let extended = series;
  for (const name of METRIC_NAMES) {
    const value = metrics[name];
    if (value === undefined) continue;
    extended = { ...extended, [name]: append(series[name], step, value) };
  }
  return extended;
}

/** What an event changes, its line apart. */
function fold(history: History, event: RunEvent): History {
  switch (event.kind) {
    case 'start':
      return { ...EMPTY_HISTORY, start: event, engine: event.engine };
    case 'resume':
      return { ...history, engine: event.engine };
    case 'step':
      return {
        ...history,
        step: event.step,
        last: event.rollouts.length > 0 ? event : history.last,
        kept: keepStep(history.kept, event),
        series: extend(history.series, event.step, event.metrics),
      };
    case 'evaluation':
      return {
        ...history,
        evaluations: [...history.evaluations, event],
        series: extend(history.series, event.step, event.metrics),
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

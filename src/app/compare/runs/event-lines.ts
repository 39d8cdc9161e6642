// Reads events.jsonl as events without rollouts; an unusable line is reported with its number, and nothing is imported.
import { isJsonObject } from '../../../json.ts';
import { FIELD_NAMES, type RunConfig } from '../../../config/fields.ts';
import { type Parsed, withFound } from '../../../config/parse.ts';
import { DEFAULTS } from '../../../config/presets.ts';
import { METRIC_NAMES, type MetricValues } from '../../../metrics/metrics.ts';
import type { ChangeEvent, EvaluationEvent, RunEvent, StartEvent } from '../../../run/events.ts';

type JsonFields = Readonly<Record<string, unknown>>;

/** Longer files are not read: a run of 100 000 steps has fewer bytes. */
const LONGEST = 200_000_000;

const stepOf = ({ step }: JsonFields): number | null =>
  typeof step === 'number' && Number.isInteger(step) && step >= 0 ? step : null;

function metricsOf(found: unknown): MetricValues {
  let metrics: MetricValues = {};
  if (!isJsonObject(found)) return metrics;
  for (const name of METRIC_NAMES) {
    const value = found[name];
    if (typeof value === 'number') metrics = { ...metrics, [name]: value };
  }
  return metrics;
}

function intervalsOf(found: unknown): EvaluationEvent['intervals'] {
  let intervals: EvaluationEvent['intervals'] = {};
  if (!isJsonObject(found)) return intervals;
  for (const name of METRIC_NAMES) {
    const ends = found[name];
    if (!Array.isArray(ends)) continue;
    const [low, high]: readonly unknown[] = ends;
    if (typeof low === 'number' && typeof high === 'number') {
      intervals = { ...intervals, [name]: [low, high] };
    }
  }
  return intervals;
}

/** Settings as this page knows them: what a file lacks is at its default, as it was before it was a setting. */
function configOf(found: unknown): Parsed<RunConfig> {
  if (!isJsonObject(found)) return { problem: 'has no settings' };
  const read = withFound(DEFAULTS, found);
  return 'problem' in read
    ? { problem: `has a setting that cannot be used. ${read.problem}` }
    : read;
}

const isStart = (found: JsonFields): boolean =>
  isJsonObject(found.engine) &&
  typeof found.engine.name === 'string' &&
  Array.isArray(found.vocabulary) &&
  found.vocabulary.every((word) => typeof word === 'string');

function startOf(found: JsonFields): Parsed<StartEvent> {
  const config = configOf(found.config);
  if ('problem' in config) return config;
  if (!isStart(found) || !isOutline(found)) return { problem: 'is no start of a run' };
  const engine = { name: found.engine.name, reason: found.engine.reason ?? '' };
  return { value: { ...found, kind: 'start', engine, config: config.value } };
}

/** Only settings, engine and vocabulary of a start are used. */
const isOutline = (found: JsonFields): found is JsonFields & Omit<StartEvent, 'kind' | 'config'> =>
  isJsonObject(found.parameters) && isJsonObject(found.boundary);

function eventOf(found: unknown): Parsed<RunEvent | null> {
  if (!isJsonObject(found)) return { problem: 'is no event' };
  if (found.kind === 'start') return startOf(found);
  const step = stepOf(found);
  if (step === null) return { problem: 'has no step' };
  switch (found.kind) {
    case 'step':
      return {
        value: {
          kind: 'step',
          step,
          metrics: metricsOf(found.metrics),
          problems: [],
          rollouts: [],
        },
      };
    case 'evaluation':
      return {
        value: {
          kind: 'evaluation',
          step,
          metrics: metricsOf(found.metrics),
          intervals: intervalsOf(found.intervals),
        },
      };
    case 'resume':
      return { value: resumeOf(step, found.engine) };
    case 'warning':
      return { value: { kind: 'warning', step, message: String(found.message) } };
    case 'change':
      return changeOf(step, found.changes);
    case 'end':
      return { value: { kind: 'end', step } };
    default:
      // Of a kind that changes no curve, or that a later page will know.
      return { value: null };
  }
}

/** Null where the line names no engine: no curve needs the event. */
function resumeOf(step: number, engine: unknown): RunEvent | null {
  if (!isJsonObject(engine) || typeof engine.name !== 'string') return null;
  return { kind: 'resume', step, engine: { name: engine.name, reason: '' } };
}

function changeOf(step: number, found: unknown): Parsed<RunEvent> {
  const after = configOf(found);
  if ('problem' in after) return after;
  return { value: { kind: 'change', step, changes: changesIn(found, after.value) } };
}

function changesIn(found: unknown, config: RunConfig): ChangeEvent['changes'] {
  let changes: ChangeEvent['changes'] = {};
  if (!isJsonObject(found)) return changes;
  for (const name of FIELD_NAMES) {
    if (found[name] !== undefined) changes = { ...changes, [name]: config[name] };
  }
  return changes;
}

function parsedJson(line: string): Parsed<unknown> {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return { problem: 'is not JSON' };
  }
}

/** The events of a text of lines, or the first line that is none. */
export function parseEvents(text: string): Parsed<readonly RunEvent[]> {
  if (text.length > LONGEST) return { problem: `The file has more than ${LONGEST} characters.` };
  const events: RunEvent[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const json = parsedJson(line);
    const event = 'problem' in json ? json : eventOf(json.value);
    if ('problem' in event)
      return { problem: `Line ${i + 1} ${event.problem}`.replace(/\.?$/, '.') };
    if (event.value !== null) events.push(event.value);
  }
  return { value: events };
}

export interface ReadRun {
  readonly config: RunConfig;
  readonly events: readonly RunEvent[];
}

/** A whole file: a start first, and something measured. */
export function parseRun(text: string): Parsed<ReadRun> {
  const parsed = parseEvents(text);
  if ('problem' in parsed) return parsed;
  const [start, ...rest] = parsed.value;
  if (start?.kind !== 'start') return { problem: 'Line 1 is no start of a run.' };
  if (!rest.some(({ kind }) => kind === 'evaluation')) {
    return { problem: 'The file has no evaluation, so there is nothing to compare.' };
  }
  return { value: { config: start.config, events: parsed.value } };
}

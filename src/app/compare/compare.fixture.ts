// Stored runs and a store without workers or database, for tests of comparisons.
import type { RunConfig } from '../../config/fields.ts';
import { DEFAULTS } from '../../config/presets.ts';
import type { MetricValues } from '../../metrics/metrics.ts';
import type { RunEvent } from '../../run/events.ts';
import { eventLine } from '../../run/record.ts';
import { START } from '../events.fixture.ts';
import type { Database, Tables } from './runs/database.ts';
import type { KeptRun } from './runs/kept-run.ts';

export const evaluation = (step: number, metrics: MetricValues): RunEvent => ({
  kind: 'evaluation',
  step,
  metrics,
  intervals: {},
});

export const stepEvent = (step: number): RunEvent => ({
  kind: 'step',
  step,
  metrics: {},
  problems: [],
  rollouts: [],
});

/** A finished run of two steps whose solo accuracy ends at a value. */
export function keptRun(
  patch: Partial<RunConfig>,
  value: number,
  more: Partial<KeptRun> = {},
): KeptRun {
  const config = { ...DEFAULTS, steps: 2, ...patch };
  const events: RunEvent[] = [
    { ...START, config },
    evaluation(0, { 'solo/accuracy': 0.5 }),
    stepEvent(1),
    stepEvent(2),
    evaluation(2, { 'solo/accuracy': value }),
    { kind: 'end', step: 2 },
  ];
  return {
    id: `${JSON.stringify(patch)} ${value}`,
    name: 'a run',
    preset: 'jargon',
    config,
    created: 0,
    batch: null,
    isFinished: true,
    step: 2,
    lines: events.map(eventLine).join(''),
    isTicked: true,
    ...more,
  };
}

/** A database in memory; every call rejects when asked to fail. */
export function memoryDatabase(isBroken = false) {
  const tables: { [K in keyof Tables]: Map<string, Tables[K]> } = {
    runs: new Map(),
    solutions: new Map(),
    batches: new Map(),
  };
  const answer = async <T>(value: () => T): Promise<T> => {
    if (isBroken) throw new Error('storage is full');
    return value();
  };
  const database: Database = {
    all: (table) => answer(() => [...tables[table].values()]),
    get: (table, id) => answer(() => tables[table].get(id) ?? null),
    put: (table, value) => answer(() => void tables[table].set(value.id, value)),
    remove: (table, id) => answer(() => void tables[table].delete(id)),
  };
  return { database, tables };
}

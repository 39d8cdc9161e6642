// What one run of an experiment leaves behind, and its form in a file.

import { FIELD_NAMES, type RunConfig } from '../config/fields.ts';
import { DEFAULTS } from '../config/presets.ts';
import type { TestPlan } from '../experiments/experiment.ts';
import { isJsonObject } from '../json.ts';
import type { MetricName, MetricValues } from '../metrics/metrics.ts';
import type { SeedMeasurement } from './bootstrap.ts';

/** Raised when runs would give other numbers, or files another form. */
export const RESULT_VERSION = 1;

/** All that a run's numbers depend on, its code apart. Equal plans are not run again. */
export interface RunPlan {
  readonly version: typeof RESULT_VERSION;
  readonly config: RunConfig;
  readonly select: MetricName;
  readonly test: TestPlan;
  /** SHA-256 of the models' weights. */
  readonly models: {
    readonly senior: string;
    readonly junior: string;
    readonly secondJunior?: string;
    readonly reader?: string;
  };
}

/** Metrics of a moment on test problems, problem by problem. */
export type Examination = { readonly [K in MetricName]?: SeedMeasurement };

export interface Findings {
  /** Evaluations on validation problems, with the metrics of the step before them. */
  readonly trace: readonly { readonly step: number; readonly metrics: MetricValues }[];
  /** The step that validation selected. */
  readonly selected: number;
  readonly tests: {
    readonly start: Examination;
    readonly selected: Examination;
    readonly last: Examination;
  };
}

export interface RunResult extends Findings {
  readonly plan: RunPlan;
  /** What the run took, on one core. */
  readonly seconds: number;
}

export const formatResult = (result: RunResult): string => `${JSON.stringify(result)}\n`;

/** The result that a file holds, or null when it is not one of this plan. */
export function parseResult(text: string, plan: RunPlan): RunResult | null {
  const found: unknown = JSON.parse(text);
  if (!isResult(found)) return null;
  const whole = { ...found.plan, config: { ...DEFAULTS, ...found.plan.config } };
  return planKey(whole) === planKey(plan) ? { ...found, plan: whole } : null;
}

/**
 * Equal for equal plans. A setting at its default is left out, so that one that is new to FIELDS, whose
 * default is what was done before, asks for no run again.
 */
export function planKey({ config, ...rest }: RunPlan): string {
  const own = FIELD_NAMES.filter((name) => config[name] !== DEFAULTS[name]);
  return JSON.stringify([rest, own.map((name) => [name, config[name]])]);
}

/** The files are our own, so their outline is checked only; `planKey` compares the rest. */
function isResult(found: unknown): found is RunResult {
  return (
    isJsonObject(found) &&
    Array.isArray(found.trace) &&
    typeof found.selected === 'number' &&
    typeof found.seconds === 'number' &&
    isJsonObject(found.tests) &&
    isJsonObject(found.plan) &&
    found.plan.version === RESULT_VERSION
  );
}

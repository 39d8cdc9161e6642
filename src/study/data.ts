// The numbers of an experiment as files: JSON with every estimate, and CSV in long form with every run.

import type { Claim } from '../experiments/experiment.ts';
import { isJsonObject } from '../json.ts';
import type { MetricName } from '../metrics/metrics.ts';
import { type Analysis, type JudgedClaim, lengthMetrics, type Study, TESTED } from './analysis.ts';
import type { SeededEstimate, SeedMeasurement } from './bootstrap.ts';

/** Digits enough for any use, few enough for small files. */
const DIGITS = 5;
const short = (value: number) => Number(value.toPrecision(DIGITS));

/** How the JSON's numbers were made. */
export interface Provenance {
  readonly command: string;
  /** ISO 8601 day. */
  readonly date: string;
  readonly seeds: readonly number[];
  /** Core hours of all runs. */
  readonly hours: number;
}

export function toJson(study: Study, analysis: Analysis, provenance: Provenance): string {
  const { name, title, question, paper } = study.experiment;
  const document = {
    experiment: name,
    title,
    question,
    paper,
    ...provenance,
    ...analysis,
    claims: analysis.claims.map(({ claim, ...judged }) => ({ ...claim, ...judged })),
    curves: analysis.curves.map(({ points, ...curve }) => ({
      ...curve,
      points: points.map(({ step, estimate: { value, interval } }) => ({ step, value, interval })),
    })),
  };
  const shorten = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? short(value) : value;
  return `${JSON.stringify(document, shorten)}\n`;
}

/** The part of an experiment's JSON that a summary of experiments reads. */
export interface ExperimentSummary extends Provenance {
  readonly experiment: string;
  readonly title: string;
  readonly claims: readonly (Claim & Omit<JudgedClaim, 'claim'>)[];
}

/** Reads what `toJson` wrote. The files are our own, so their outline is checked only. */
export function parseSummary(text: string): ExperimentSummary {
  const found: unknown = JSON.parse(text);
  if (isSummary(found)) return found;
  throw new Error('not the JSON of an experiment: it lacks its name, its claims or its hours');
}

function isSummary(found: unknown): found is ExperimentSummary {
  return (
    isJsonObject(found) &&
    typeof found.experiment === 'string' &&
    Array.isArray(found.claims) &&
    typeof found.hours === 'number'
  );
}

const HEADER = 'arm,seed,problems,step,metric,value';

/** One line per arm, seed, split, step and metric; test problems at the start, selected and last step. */
export function toCsv({ experiment, runs }: Study): string {
  const { metrics, matrix, panels } = experiment;
  const tested = [...new Set([...metrics, ...matrix, ...lengthMetrics(experiment)])];
  const lines = [...runs].flatMap(([arm, results]) =>
    results.flatMap(({ plan, trace, selected, tests }) => {
      const line = (split: string, step: number, metric: MetricName, value: number | undefined) =>
        value === undefined
          ? []
          : [`"${arm}",${plan.config.seed},${split},${step},${metric},${short(value)}`];
      const steps = { start: 0, selected, last: plan.config.steps };
      return [
        ...trace.flatMap(({ step, metrics: found }) =>
          panels.flatMap((metric) => line('validation', step, metric, found[metric])),
        ),
        ...TESTED.flatMap((at) =>
          tested.flatMap((metric) =>
            line(`test-${at}`, steps[at], metric, total(tests[at][metric])),
          ),
        ),
      ];
    }),
  );
  return `${[HEADER, ...lines].join('\n')}\n`;
}

function total(cell: SeedMeasurement | undefined): number | undefined {
  if (cell === undefined) return undefined;
  const add = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const whole = cell.wholes === null ? cell.parts.length : add(cell.wholes);
  return whole === 0 ? undefined : add(cell.parts) / whole;
}

/** In how many seeds the estimate lies on the side of 0 on which its mean lies. */
export function agreeing({ value, bySeed }: SeededEstimate): number {
  return bySeed.filter((each) => Math.sign(each) === Math.sign(value)).length;
}

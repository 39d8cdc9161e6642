// A comparison as files: CSV in long form like the experiments, and JSON with means, intervals and links.

import { formatLink } from '../../../config/link.ts';
import { METRIC_NAMES } from '../../../metrics/metrics.ts';
import type { SeededEstimate } from '../../../study/bootstrap.ts';
import type { SavedFile } from '../../parts/download.ts';
import { steps, values } from '../../run/series.ts';
import { historyOf } from '../runs/kept-run.ts';
import type { ComparedArm } from './compared.ts';
import type { Result } from './levels.ts';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** One line per arm, seed, metric and step. */
export function comparisonCsv(arms: readonly ComparedArm[]): SavedFile {
  const lines = arms.flatMap(({ name, runs }) =>
    runs.flatMap((run) => {
      const { series } = historyOf(run);
      return METRIC_NAMES.flatMap((metric) => {
        const curve = series[metric];
        if (curve === undefined) return [];
        const found = values(curve);
        return Array.from(
          steps(curve),
          (step, i) => `${quoted(name)},${run.config.seed},${metric},${step},${found[i]}`,
        );
      });
    }),
  );
  return {
    name: 'tandem-comparison.csv',
    type: 'text/csv',
    content: `${['arm,seed,metric,step,value', ...lines].join('\n')}\n`,
  };
}

/** Levels and differences at the last evaluation. */
export function comparisonJson(
  arms: readonly ComparedArm[],
  reference: ComparedArm,
  results: readonly Result[],
): SavedFile {
  const document = {
    interval:
      '95 %, bootstrap over seeds, widened for few seeds; null below three seeds. Differences are paired by seed.',
    reference: reference.name,
    arms: arms.map((arm) => ({
      name: arm.name,
      link: formatLink(arm.preset, arm.config),
      config: arm.config,
      seeds: arm.runs.map(({ config }) => config.seed),
      results: results
        .filter((result) => result.arm === arm.name)
        .map(({ metric, level, difference }) => ({
          metric,
          step: level?.step ?? null,
          ...estimateFields(level?.estimate),
          difference: difference && {
            step: difference.step,
            ...estimateFields(difference.estimate),
          },
        })),
    })),
  };
  return {
    name: 'tandem-comparison.json',
    type: 'application/json',
    content: `${JSON.stringify(document, null, 2)}\n`,
  };
}

/** Without a mean where there are too few seeds for an interval. */
function estimateFields(estimate: SeededEstimate | undefined) {
  if (estimate === undefined) return null;
  const { value, interval, bySeed } = estimate;
  return { mean: interval === null ? null : value, interval, bySeed };
}

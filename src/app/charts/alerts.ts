// Alerts: signs in a run’s curves that deserve a look, each with the step to look at.
import type { RunConfig } from '../../config/fields.ts';
import { METRICS, type MetricName } from '../../metrics/metrics.ts';
import { configAt } from '../run/config-at.ts';
import type { History } from '../run/history.ts';
import { type Series, steps, values } from '../run/series.ts';

export interface Alert {
  /** A whole sentence with its numbers. */
  readonly says: string;
  /** Whose solutions show it. */
  readonly step: number;
}

/** Steps that a sign must last: one step may be chance. */
const LASTING = 5;
/** verl calls a mask broken when the senior's share of tokens leaves this range at p = 0.5. */
const SHARE = { low: 0.3, high: 0.7 };
/** Times the median of the steps before it, the last hundreds of a long run. */
const EXPLODED = 10;
const USUAL = 200;

type Watch = (history: History) => Alert | null;

const percent = (value: number) => `${Math.round(100 * value)} %`;

const last = (series: Series): number => steps(series)[series.length - 1] ?? 0;

/** The newest `LASTING` values, oldest first; null before there are as many. */
function recent({ series }: History, name: MetricName): Float64Array | null {
  const found = series[name];
  if (found === undefined || found.length < LASTING) return null;
  return values(found).subarray(found.length - LASTING);
}

/** Whether the authors of the solutions that are trained on were drawn with a fair coin. */
const isFair = ({ seniorProbability, schedule, lossMask, curriculumSteps }: RunConfig): boolean =>
  seniorProbability === 0.5 &&
  lossMask === 'author' &&
  curriculumSteps === 0 &&
  schedule !== 'chunk' &&
  schedule !== 'alternate';

const brokenMask: Watch = (history) => {
  const shares = recent(history, 'tandem/senior_token_frac');
  if (shares === null) return null;
  const configs = Array.from(shares, (_, i) => configAt(history, history.step - i));
  if (!configs.every((config) => config !== null && isFair(config))) return null;
  const isOut = (share: number) => share < SHARE.low || share > SHARE.high;
  if (!shares.every(isOut)) return null;
  return {
    says: `The senior wrote ${percent(shares[LASTING - 1] ?? 0)} of the tokens, for ${LASTING} steps outside ${percent(SHARE.low)} to ${percent(SHARE.high)}: with a fair coin that should not last.`,
    step: history.step,
  };
};

function median(numbers: Float64Array): number {
  return numbers.toSorted()[numbers.length >> 1] ?? 0;
}

const explodedGradient: Watch = ({ series, step }) => {
  const norms = series['update/grad_norm'];
  if (norms === undefined || norms.length <= LASTING) return null;
  const all = values(norms);
  const usual = median(all.subarray(Math.max(0, all.length - 1 - USUAL), all.length - 1));
  const newest = all[all.length - 1] ?? 0;
  if (!(usual > 0) || !(newest > EXPLODED * usual)) return null;
  return {
    says: `The gradient of step ${step} was ${Math.round(newest / usual)} times as large as usual.`,
    step,
  };
};

/** First and newest evaluation of a metric. */
function ends({ series }: History, name: MetricName): readonly [number, number] | null {
  const found = series[name];
  if (found === undefined || found.length < 3) return null;
  const all = values(found);
  return [all[0] ?? 0, all[all.length - 1] ?? 0];
}

const lessLegible: Watch = (history) => {
  const solo = ends(history, 'solo/accuracy');
  const reading = ends(history, 'legibility/junior_ce');
  const curve = history.series['legibility/junior_ce'];
  if (solo === null || reading === null || curve === undefined) return null;
  const { label } = METRICS['legibility/junior_ce'];
  if (!(solo[1] > solo[0] + 0.02 && reading[1] > 1.1 * reading[0] + 0.05)) return null;
  return {
    says: `Alone the senior got better (${percent(solo[0])} to ${percent(solo[1])}) and harder to read: the ${label} rose from ${reading[0].toFixed(2)} to ${reading[1].toFixed(2)} nats.`,
    step: last(curve),
  };
};

const WATCHES: readonly Watch[] = [brokenMask, explodedGradient, lessLegible];

export function alerts(history: History): readonly Alert[] {
  return WATCHES.flatMap((watch) => watch(history) ?? []);
}

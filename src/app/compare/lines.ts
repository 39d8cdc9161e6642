// What a chart of arms draws: means with the ends of their intervals where seeds suffice, else every run for
// itself. Numbers only; colours are the chart's affair.
import type { MetricName } from '../../metrics.ts';
import { FEWEST_SEEDS } from '../../study/bootstrap.ts';
import { type Aligned, align } from '../curves.ts';
import { append, type Series } from '../series.ts';
import type { Arm } from './compared.ts';
import { historyOf } from './kept-run.ts';
import type { Level } from './levels.ts';

export interface ArmLine {
  readonly label: string;
  /** Of the arm among all arms. */
  readonly place: number;
  readonly kind: 'mean' | 'low' | 'high' | 'run';
}

export interface ArmLines {
  readonly lines: readonly ArmLine[];
  readonly data: Aligned;
}

/** A mean needs its seeds; one arm without them makes the chart one of single runs. */
export const hasMeans = (arms: readonly Arm[]): boolean =>
  arms.every(({ runs }) => runs.length >= FEWEST_SEEDS);

type Drawn = ArmLine & { readonly series: Series | undefined };

const seriesOf = (levels: readonly Level[], value: (level: Level) => number | undefined) =>
  levels.reduce<Series | undefined>((series, level) => {
    const y = value(level);
    return y === undefined ? series : append(series, level.step, y);
  }, undefined);

function meanLines({ name }: Arm, place: number, levels: readonly Level[]): readonly Drawn[] {
  const mean = seriesOf(levels, ({ estimate }) => estimate.value);
  const low = seriesOf(levels, ({ estimate }) => estimate.interval?.[0]);
  const high = seriesOf(levels, ({ estimate }) => estimate.interval?.[1]);
  return [
    { label: name, place, kind: 'mean', series: mean },
    { label: '', place, kind: 'low', series: low },
    { label: '', place, kind: 'high', series: high },
  ];
}

const runLines = ({ name, runs }: Arm, place: number, metric: MetricName): readonly Drawn[] =>
  runs.map((run, i) => ({
    label: i === 0 ? name : '',
    place,
    kind: 'run',
    series: historyOf(run).series[metric],
  }));

/** @param levels means by arm; not needed where single runs are drawn */
export function armLines(
  arms: readonly Arm[],
  metric: MetricName,
  levels: readonly (readonly Level[])[] | null,
): ArmLines {
  const drawn = arms.flatMap((arm, place): readonly Drawn[] =>
    hasMeans(arms) ? meanLines(arm, place, levels?.[place] ?? []) : runLines(arm, place, metric),
  );
  return {
    lines: drawn.map(({ label, place, kind }) => ({ label, place, kind })),
    data: align(drawn.map(({ series }) => series)),
  };
}

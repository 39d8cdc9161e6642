// The caption and file name of an exported chart.

import type { RecordingSlice } from '../run/recordings.ts';
import type { RunSlice, Setup } from '../run/run-state.ts';
import type { ChartName } from './charts.ts';
import type { View } from './view.ts';

type NamedRun = Pick<
  RunSlice & RecordingSlice & Setup,
  'history' | 'recorded' | 'begun' | 'preset'
>;

const presetOf = ({ recorded, begun, preset }: NamedRun) => recorded ?? begun?.preset ?? preset;
const seedOf = ({ history }: NamedRun) => history.start?.config.seed ?? 0;

export const chartFileName = (run: NamedRun, chart: ChartName): string =>
  `tandem-${presetOf(run)}-seed${seedOf(run)}-${chart}`;

function smoothing({ smoothing: { kind, width } }: View): readonly string[] {
  if (kind === 'off') return [];
  return [`${kind === 'window' ? 'mean' : 'exponential mean'} over ${width} steps`];
}

export function chartNote(run: NamedRun, view: View, hasBands: boolean): string {
  return [
    `Preset ${presetOf(run)}`,
    `seed ${seedOf(run)}`,
    `${run.history.step} steps`,
    ...smoothing(view),
    ...(hasBands ? ['tinted: 95 % intervals'] : []),
  ].join(', ');
}

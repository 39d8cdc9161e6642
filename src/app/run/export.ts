// The files of a run: its events as the terminal writes them, and its senior as a checkpoint folder in a zip.

import { type Zippable, zipSync } from 'fflate';
import type { RunConfig } from '../../config/fields.ts';
import type { PresetName } from '../../config/presets.ts';
import { METRIC_NAMES, METRICS } from '../../metrics/metrics.ts';
import type { SavedFile } from '../parts/download.ts';
import type { History } from './history.ts';
import { align } from './series.ts';

interface SavedRun {
  readonly begun: { readonly preset: PresetName; readonly config: RunConfig } | null;
  readonly history: History;
}

const stem = ({ begun }: SavedRun) => `tandem-${begun?.preset}-seed${begun?.config.seed}`;

/** events.jsonl of the run so far: the bytes that the terminal writes for the same link and engine. */
export const runFile = (run: SavedRun): SavedFile => ({
  name: `${stem(run)}.jsonl`,
  type: 'application/jsonl',
  content: run.history.lines,
});

/** Every metric at every step, with intervals where there are some; empty where nothing was measured. */
export function metricsFile(run: SavedRun): SavedFile {
  const { series, evaluations } = run.history;
  const names = METRIC_NAMES.filter((name) => series[name] !== undefined);
  const { x, ys } = align(names.map((name) => series[name]));
  const intervalsAt = new Map(evaluations.map(({ step, intervals }) => [step, intervals]));
  const bounded = names.filter((name) => METRICS[name].source === 'evaluation');
  const rows = Array.from(x, (step, i): readonly (number | string)[] => [
    step,
    ...ys.map((column) => column[i] ?? ''),
    ...bounded.flatMap((name): readonly (number | string)[] => {
      return intervalsAt.get(step)?.[name] ?? ['', ''];
    }),
  ]);
  const head = ['step', ...names, ...bounded.flatMap((name) => [`${name} low`, `${name} high`])];
  const content = `${[head, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
  return { name: `${stem(run)}.csv`, type: 'text/csv', content };
}

/** Equal seniors give equal bytes, so the entries bear the first day that a zip can hold. */
const NO_DATE = new Date(1980, 0, 1);

/** @param files name -> bytes of the senior's Hugging Face folder */
export function seniorFile(run: SavedRun, files: ReadonlyMap<string, Uint8Array>): SavedFile {
  const folder = `${stem(run)}-senior`;
  const entries: Zippable = {};
  for (const [name, bytes] of files) entries[`${folder}/${name}`] = bytes;
  return {
    name: `${folder}.zip`,
    type: 'application/zip',
    // Weights hardly shrink, and packing them would hold up the page.
    content: zipSync(entries, { level: 0, mtime: NO_DATE }),
  };
}

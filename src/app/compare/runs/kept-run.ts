// A run stored in this browser: settings, events as lines, and the batch it belongs to.
import type { RunConfig } from '../../../config/fields.ts';
import { PRESETS, type PresetName } from '../../../config/presets.ts';
import type { RunEvent } from '../../../run/events.ts';
import { EMPTY_HISTORY, type History, reduce } from '../../run/history.ts';
import { parseEvents } from './event-lines.ts';

export interface KeptRun {
  readonly id: string;
  readonly name: string;
  readonly preset: PresetName;
  readonly config: RunConfig;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** The comparison that it was trained for, and which of its arms it is; null for what Play trained. */
  readonly batch: { readonly id: string; readonly arm: string } | null;
  readonly isFinished: boolean;
  /** Steps done. */
  readonly step: number;
  /** events.jsonl, as the terminal writes it. */
  readonly lines: string;
  /** Chosen for comparison. */
  readonly isTicked: boolean;
}

/** What a run is called until a reader names it. */
export const defaultName = (preset: PresetName, { seed }: RunConfig): string =>
  `${PRESETS[preset].title}, seed ${seed}`;

const isEnd = (event: RunEvent) => event.kind === 'end';

/** Whether there is anything to compare: a step, and an evaluation. */
export const isWorthKeeping = ({ evaluations, step }: History): boolean =>
  evaluations.length > 0 && step > 0;

export const isWhole = ({ lines }: { readonly lines: string }): boolean => {
  const last = lines.trimEnd().split('\n').at(-1) ?? '';
  const parsed = parseEvents(last);
  return 'value' in parsed && parsed.value.some(isEnd);
};

/** Whether the newer lines are a continuation of the older ones. */
export const isSameRun = (older: string, newer: string): boolean =>
  older !== '' && newer.startsWith(older);

const histories = new WeakMap<KeptRun, History>();

/** Saves parsing the lines of a run whose events were received; rollouts are dropped to save memory. */
export function rememberHistory(run: KeptRun, history: History): void {
  histories.set(run, { ...history, keptSteps: [], last: null });
}

/** The history of a run, parsed once. */
export function historyOf(run: KeptRun): History {
  const known = histories.get(run);
  if (known !== undefined) return known;
  const parsed = parseEvents(run.lines);
  const history = 'value' in parsed ? parsed.value.reduce(reduce, EMPTY_HISTORY) : EMPTY_HISTORY;
  histories.set(run, history);
  return history;
}

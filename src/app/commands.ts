// The commands of the page in one table, from which palette, keyboard and list of shortcuts are made.
import { hasRun } from './run/recordings.ts';
import { hasSenior } from './run/saving.ts';
import type { App } from './store.ts';

export interface PageCommand {
  readonly title: string;
  /** As KeyboardEvent.key, with Shift and Ctrl (or Cmd) before it; null has none. */
  readonly keys: string | null;
  readonly isPossible: (app: App) => boolean;
  readonly run: (app: App) => void;
}

const isBusy = ({ status }: App) => status.kind === 'running' || status.kind === 'loading';
const isOver = ({ status }: App) => status.kind === 'finished';

export const COMMANDS: readonly PageCommand[] = [
  {
    title: 'Play or pause',
    keys: 'k',
    isPossible: (app) => !isOver(app),
    run: (app) => (isBusy(app) ? app.pause() : app.play()),
  },
  {
    title: 'One step',
    keys: 'j',
    isPossible: (app) => !isBusy(app) && !isOver(app),
    run: (app) => app.step(),
  },
  {
    title: 'Reset',
    keys: 'Shift+R',
    isPossible: ({ status }) => status.kind !== 'idle',
    run: (app) => app.reset(),
  },
  {
    title: 'Follow the newest step',
    keys: 'f',
    isPossible: ({ held }) => held !== null,
    run: (app) => app.follow(),
  },
  {
    title: 'Undo a change of settings',
    keys: 'Ctrl+z',
    isPossible: ({ edits }) => edits.past.length > 0,
    run: (app) => app.undo(),
  },
  {
    title: 'Redo it',
    keys: 'Ctrl+Shift+Z',
    isPossible: ({ edits }) => edits.future.length > 0,
    run: (app) => app.redo(),
  },
  {
    title: 'Save the run',
    keys: null,
    isPossible: hasRun,
    run: (app) => app.saveRun(),
  },
  {
    title: 'Save all curves as CSV',
    keys: null,
    isPossible: hasRun,
    run: (app) => app.saveMetrics(),
  },
  {
    title: 'Save the senior',
    keys: null,
    isPossible: hasSenior,
    run: (app) => app.saveSenior(),
  },
];

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The command of a key press; null for keys that mean nothing here. */
export function commandFor({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): PageCommand | null {
  if (altKey) return null;
  const isLetter = key.length === 1;
  const name = `${ctrlKey || metaKey ? 'Ctrl+' : ''}${shiftKey ? 'Shift+' : ''}${isLetter && shiftKey ? key.toUpperCase() : key}`;
  return COMMANDS.find(({ keys }) => keys === name) ?? null;
}

/** Places of the titles that have all words of the query. */
export function matching(titles: readonly string[], query: string): readonly number[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return titles.flatMap((title, i) =>
    words.every((word) => title.toLowerCase().includes(word)) ? [i] : [],
  );
}

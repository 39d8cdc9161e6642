// Actions on stored runs: rename, tick, delete, import, export, show.
import { formatLink } from '../../config/link.ts';
import { DEFAULT_PRESET, type PresetName } from '../../config/presets.ts';
import type { KeptSenior } from '../../protocol.ts';
import { eventLine } from '../../run/record.ts';
import type { History } from '../run/history.ts';
import { keptStep } from '../run/kept-steps.ts';
import type { CompareContext, RunStep } from './context.ts';
import { isUnderWay, type OwnRun, watchMainRun } from './main-run.ts';
import { parseRun } from './runs/event-lines.ts';
import {
  defaultName,
  isSameRun,
  isWhole,
  isWorthKeeping,
  type KeptRun,
  rememberHistory,
} from './runs/kept-run.ts';
import { recordingOf, solutionsOf } from './runs/solutions.ts';
import type { RunBatch } from './setup/batch.ts';

const LONGEST_NAME = 80;

/** A run to be stored. */
export interface RunToKeep {
  readonly id: string;
  readonly preset: PresetName;
  readonly batch: KeptRun['batch'];
  readonly history: History;
  readonly seniors: readonly KeptSenior[];
  /** With its solutions. */
  readonly isWhole: boolean;
}

/** Puts a run into the list, in place of its shorter record. */
export function keepRun(
  { get, set, storage, date }: Pick<CompareContext, 'get' | 'set' | 'storage' | 'date'>,
  { id, preset, batch, history, seniors, isWhole: withSolutions }: RunToKeep,
): void {
  const { start, lines, step } = history;
  if (start === null || !isWorthKeeping(history)) return;
  const { runs } = get();
  const older = runs.find((run) => run.id === id) ?? runs.find((run) => isSame(run, lines, batch));
  const run: KeptRun = {
    id: older?.id ?? id,
    name: older?.name ?? defaultName(preset, start.config),
    preset,
    config: start.config,
    created: older?.created ?? date(),
    batch,
    isFinished: isWhole({ lines }),
    step,
    lines,
    isTicked: older?.isTicked ?? batch !== null,
  };
  const isNews = older === undefined || !older.lines.startsWith(lines);
  if (isNews) {
    rememberHistory(run, history);
    set({ runs: [run, ...runs.filter((other) => other.id !== run.id)].toSorted(newestFirst) });
    storage.put('runs', run);
  }
  if (withSolutions && (isNews || older.lines === lines)) {
    storage.putSolutions(solutionsOf(run.id, history, seniors));
  }
}

const isSame = (run: KeptRun, lines: string, batch: KeptRun['batch']) =>
  run.batch === null &&
  batch === null &&
  (isSameRun(run.lines, lines) || isSameRun(lines, run.lines));

const newestFirst = (a: KeptRun, b: KeptRun) => b.created - a.created;

/** Names the page's own runs, from their first event on. */
function ownIds(newId: () => string): (run: OwnRun) => string {
  const ids = new WeakMap<object, string>();
  return ({ history: { start } }) => {
    const id = ids.get(start) ?? newId();
    ids.set(start, id);
    return id;
  };
}

export function keptRunActions(context: CompareContext) {
  const { get, set, storage, app, save } = context;
  const idOf = ownIds(context.newId);
  watchMainRun(app, (own, isWhole) => {
    keepRun(context, {
      id: idOf(own),
      preset: own.begun?.preset ?? own.preset,
      batch: null,
      history: own.history,
      seniors: own.seniors,
      isWhole,
    });
  });
  const update = (change: (run: KeptRun) => KeptRun) => {
    const runs = get().runs.map((run) => {
      const changed = change(run);
      if (changed !== run) storage.put('runs', changed);
      return changed;
    });
    set({ runs });
  };
  return {
    load: async (): Promise<readonly RunBatch[]> => {
      const { runs, batches } = await storage.load();
      // A run may have been stored since.
      const own = get().runs;
      const stored = runs.filter(({ id }) => own.every((run) => run.id !== id));
      set({ isLoaded: true, runs: [...own, ...stored].toSorted(newestFirst) });
      return batches;
    },
    actions: {
      rename: (id: string, name: string) => {
        const title = name.trim().slice(0, LONGEST_NAME);
        update((run) => (run.id === id && title !== '' ? { ...run, name: title } : run));
      },
      tick: (ids: readonly string[], isTicked: boolean) =>
        update((run) =>
          ids.includes(run.id) && run.isTicked !== isTicked ? { ...run, isTicked } : run,
        ),
      ...deleteActions(context),
      ...fileActions(context),
      ...showActions(context),
      exportRun: (id: string) => {
        const run = get().runs.find((each) => each.id === id);
        if (run === undefined) return;
        const name = `tandem-${run.name.replaceAll(/[^\w.-]+/g, '-').toLowerCase()}.jsonl`;
        save({ name, type: 'application/jsonl', content: run.lines });
      },
      takeSettings: (id: string) => {
        const run = get().runs.find((each) => each.id === id);
        if (run === undefined) return;
        const { preset, config } = run;
        const { extras, loadLink } = app.getState();
        loadLink({ preset, config, extras, problems: [] });
      },
    },
  };
}

function deleteActions({ get, set, storage }: CompareContext) {
  const forget = async (runs: readonly KeptRun[]) => {
    const found = await Promise.all(runs.map(({ id }) => storage.solutions(id)));
    const solutions = found.filter((each) => each !== null);
    for (const { id } of runs) {
      storage.remove('runs', id);
      storage.remove('solutions', id);
    }
    const { deleted } = get();
    if (deleted !== null && deleted.runs === runs) set({ deleted: { runs, solutions } });
  };
  return {
    remove: (ids: readonly string[]) => {
      const gone = get().runs.filter(({ id }) => ids.includes(id));
      if (gone.length === 0) return;
      set(({ runs }) => ({
        runs: runs.filter(({ id }) => !ids.includes(id)),
        deleted: { runs: gone, solutions: [] },
      }));
      void forget(gone);
    },
    takeBack: () => {
      const { deleted, runs } = get();
      if (deleted === null) return;
      set({ deleted: null, runs: [...deleted.runs, ...runs].toSorted(newestFirst) });
      for (const run of deleted.runs) storage.put('runs', run);
      for (const each of deleted.solutions) storage.putSolutions(each);
    },
  };
}

function fileActions({ get, set, storage, newId, date }: CompareContext) {
  return {
    importRun: (file: string, text: string) => {
      const parsed = parseRun(text);
      if ('problem' in parsed) {
        set({ problem: `${file}: ${parsed.problem} Nothing was imported.` });
        return;
      }
      const { config, events } = parsed.value;
      const run: KeptRun = {
        id: newId(),
        name: file.replace(/\.jsonl?$/, '').slice(0, LONGEST_NAME),
        preset: DEFAULT_PRESET,
        config,
        created: date(),
        batch: null,
        isFinished: events.some(({ kind }) => kind === 'end'),
        step: events.reduce((step, event) => ('step' in event ? event.step : step), 0),
        lines: events.map(eventLine).join(''),
        isTicked: true,
      };
      set({ problem: null, runs: [run, ...get().runs] });
      storage.put('runs', run);
    },
  };
}

function showActions({ get, set, storage, app }: CompareContext) {
  /** The page's own run is that run: no need to leave it. */
  const isOnScreen = (run: KeptRun) => {
    const { history, recorded } = app.getState();
    return recorded === null && history.lines !== '' && history.lines.startsWith(run.lines);
  };
  const show = async (run: KeptRun, { id, step }: RunStep) => {
    if (isOnScreen(run)) {
      app.getState().hold(step);
      set({ shown: { id, step } });
      return;
    }
    const solutions = await storage.solutions(id);
    const found = keptStep(solutions?.steps ?? [], step);
    if (solutions === null || found === null) {
      set({ problem: `Of “${run.name}” no solutions are stored, only its curves.` });
      return;
    }
    if (app.getState().status.kind !== 'idle') app.getState().reset();
    app.getState().showRecording(recordingOf(run, solutions), solutions.seniors);
    app.getState().hold(found.step);
    set({ shown: { id, step: found.step } });
  };
  return {
    show: async (at: RunStep, force = false) => {
      set({ problem: null, asked: null });
      const run = get().runs.find(({ id }) => id === at.id);
      if (run === undefined) return;
      const state = app.getState();
      const isLeaving = isUnderWay(state) || state.status.kind === 'paused';
      if (isLeaving && !force && !isOnScreen(run)) set({ asked: at });
      else await show(run, at);
    },
  };
}

/** The page's link of a run. */
export const linkOf = ({ preset, config }: KeptRun): string => `#${formatLink(preset, config)}`;

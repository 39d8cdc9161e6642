// The page's one store: settings, the run's state and history, what is looked at. Actions decide
// what may happen; the trainer does it. Knows no worker, no component and no address bar.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Extras, NO_EXTRAS } from '../config/extras.ts';
import type { EngineName, FieldName, RunConfig } from '../config/fields.ts';
import type { Link } from '../config/link.ts';
import { differing, isLive } from '../config/live.ts';
import { DEFAULT_PRESET, type PresetName, presetConfig } from '../config/presets.ts';
import type { KeptSenior, Snapshot } from '../protocol.ts';
import type { RunEvent, StepEvent } from '../run/events.ts';
import type { Recording } from '../run/recording.ts';
import { FIRST_VIEW, type View, viewActions, type Zoom } from './charts/view.ts';
import type { SavedFile } from './parts/download.ts';
import { begin, type Clock, elapsed, mark, rest, STOPPED } from './run/clock.ts';
import { configAt, runConfig } from './run/config-at.ts';
import { nextEngine } from './run/engines.ts';
import { metricsFile, runFile, seniorFile } from './run/export.ts';
import { EMPTY_HISTORY, type History, hear, reduce, type SeriesOf } from './run/history.ts';
import { keptStep } from './run/kept-steps.ts';
import { keepSenior, UNTRAINED } from './run/snapshots.ts';
import {
  type Connection,
  createTrainer,
  type Listener,
  type Phase,
  type Trainer,
} from './run/trainer.ts';
import { settingActions } from './settings/settings.ts';
import { type Edits, NO_EDITS, type Setup } from './settings/undo.ts';
import type { Selection } from './solution/selection.ts';

export type Status =
  | { readonly kind: 'idle' | Phase }
  | {
      readonly kind: 'failed';
      readonly message: string;
      /** An engine that may do what this one could not. */
      readonly next: EngineName | null;
    };

/** A run as it was after one of its events, and what it had logged by then. */
interface Kept {
  readonly snapshot: Snapshot;
  readonly history: History;
}

export interface AppState {
  readonly preset: PresetName;
  readonly config: RunConfig;
  /** What settings were before, and what was taken back. */
  readonly edits: Edits;
  /** What of the link was not used. */
  readonly notices: readonly string[];
  /** What the link hides and has brought along. */
  readonly extras: Extras;
  /** Its curves, read; null where there are none. */
  readonly sent: SeriesOf | null;
  /** Texts in the settings that cannot be used, with the reason. */
  readonly fieldProblems: { readonly [K in FieldName]?: string };
  readonly status: Status;
  /** What the run on screen was begun with; its history has what was changed since. */
  readonly begun: Setup | null;
  /** What a run that fails goes on from; null before its first evaluation. */
  readonly kept: Kept | null;
  /** Kernels compiled, and asked for so far; null where none are. */
  readonly compiled: { readonly done: number; readonly all: number } | null;
  /** The senior is being fetched to be saved. */
  readonly isSaving: boolean;
  readonly history: History;
  readonly clock: Clock;
  readonly selection: Selection;
  /** A step kept on screen while the run goes on; null follows the newest. */
  readonly held: StepEvent | null;
  /** The preset whose recorded run is on screen; null when what is there was trained here. */
  readonly recorded: PresetName | null;
  /** What a reader calls it; null of a preset's own. */
  readonly recordedName: string | null;
  /** The senior at some steps of what is on screen, oldest first. */
  readonly seniors: readonly KeptSenior[];
  /** How curves are drawn. */
  readonly view: View;
  /** The part of the run that they show. */
  readonly zoom: Zoom;
}

export interface AppActions {
  setField(name: FieldName, text: string): void;
  setPreset(name: PresetName): void;
  undo(): void;
  redo(): void;
  loadLink(link: Link): void;
  dismissNotices(): void;
  /** Takes the link's curves from the page and the address. */
  dropSent(): void;
  play(): void;
  pause(): void;
  step(): void;
  /** Gives the run that is on the settings on screen, where they may change while it is. */
  applyChanges(): void;
  reset(): void;
  /** After a failure: goes on from what was kept, or begins again. */
  retry(): void;
  /** The same on the engine that the failure names as the next. */
  goOn(): void;
  selectGroup(group: number): void;
  selectRollout(rollout: number): void;
  selectToken(token: number): void;
  follow(): void;
  /** Looks at the solutions of a step, or of the nearest before it that is kept. */
  hold(step: number): void;
  /** Shows a recorded run in the place of nothing, or of another one. */
  showRecording(recording: Recording): void;
  clearRecording(): void;
  setView(patch: Partial<View>): void;
  setZoom(zoom: Zoom): void;
  saveRun(): void;
  saveMetrics(): void;
  saveSenior(): void;
}

export type App = AppState & AppActions;
export type AppStore = StoreApi<App>;

interface Dependencies {
  readonly connect: () => Connection;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** Gives the reader a file to keep. */
  readonly save: (file: SavedFile) => void;
}

const FIRST: Selection = { group: 0, rollout: 0, token: null };
const NO_RUN = {
  status: { kind: 'idle' },
  begun: null,
  kept: null,
  compiled: null,
  isSaving: false,
  history: EMPTY_HISTORY,
  clock: STOPPED,
  selection: FIRST,
  held: null,
  recorded: null,
  recordedName: null,
  seniors: [UNTRAINED],
  zoom: { kind: 'whole' },
} as const satisfies Partial<AppState>;

const INITIAL: AppState = {
  preset: DEFAULT_PRESET,
  config: presetConfig(DEFAULT_PRESET),
  edits: NO_EDITS,
  notices: [],
  extras: NO_EXTRAS,
  sent: null,
  fieldProblems: {},
  view: FIRST_VIEW,
  ...NO_RUN,
};

/**
 * What became of changes since the run began: none, taken up at its next step, or not before a new run.
 * A change that needs a new run holds back the others.
 */
export function pendingChange(state: AppState): 'none' | 'live' | 'restart' {
  const { config, begun, preset, status } = state;
  const own = runConfig(state);
  const names = own === null ? [] : differing(own, config);
  if (names.length === 0) return 'none';
  const isOver = status.kind === 'finished' || status.kind === 'idle';
  return !isOver && preset === begun?.preset && names.every(isLive) ? 'live' : 'restart';
}

/** Whether the settings on screen need a new run. */
export const isChanged = (state: AppState): boolean => pendingChange(state) === 'restart';

/** Whether something was trained here: a recorded run is nobody's to save. */
export const hasRun = ({ history, recorded }: AppState): boolean =>
  history.start !== null && recorded === null;

/** A failed run has let its workers go; what was kept of it is there. */
export const hasSenior = (state: AppState): boolean =>
  state.status.kind === 'failed' ? state.kept !== null : hasRun(state);

/** Steps of the run on screen, or of the one that is being set up. */
export const plannedSteps = (state: AppState): number =>
  (runConfig(state) ?? configAt(state.history, Number.POSITIVE_INFINITY) ?? state.config).steps;

/** The step on screen. */
export const shownStep = ({ held, history }: AppState): StepEvent | null => held ?? history.last;

type Set = AppStore['setState'];

function listen(set: Set, now: () => number): Listener {
  return {
    phase: (kind) =>
      set(({ clock }) => ({
        status: { kind },
        clock: kind === 'running' ? begin(clock, now()) : rest(clock, now()),
      })),
    event: (event: RunEvent) =>
      set(({ history, clock }) => ({
        history: hear(history, event, elapsed(clock, now()) / 1000),
        clock: event.kind === 'step' ? mark(clock, now()) : clock,
      })),
    compiled: (done, all) => set({ compiled: { done, all } }),
    kept: (snapshot) =>
      set(({ history, seniors }) => ({
        kept: { snapshot, history },
        seniors: keepSenior(seniors, snapshot),
      })),
    failed: ({ message, engine }) =>
      set(({ clock }) => ({
        status: { kind: 'failed', message, next: engine === null ? null : nextEngine(engine) },
        clock: rest(clock, now()),
        isSaving: false,
      })),
  };
}

function selectActions(set: Set) {
  /** While a run goes on, looking at something holds its step still. */
  const select = (patch: Partial<Selection>) =>
    set((state) => ({
      selection: { ...state.selection, ...patch },
      held: state.status.kind === 'running' ? shownStep(state) : state.held,
    }));
  return {
    selectGroup: (group: number) => select({ group, rollout: 0, token: null }),
    selectRollout: (rollout: number) => select({ rollout, token: null }),
    selectToken: (token: number) => select({ token }),
    follow: () =>
      set(({ selection }) => ({ held: null, selection: { ...selection, token: null } })),
    hold: (step: number) =>
      set(({ history, selection }) => {
        const held = keptStep(history.kept, step);
        return held === null
          ? {}
          : { held: held === history.last ? null : held, selection: { ...selection, token: null } };
      }),
  };
}

function saveActions(
  set: Set,
  get: AppStore['getState'],
  { trainer, save }: Pick<Dependencies, 'save'> & { readonly trainer: Trainer },
) {
  const give = (snapshot: Snapshot | undefined | null) => {
    // Absent: the run ended meanwhile.
    if (snapshot) save(seniorFile(get(), snapshot.files));
  };
  const fetchSenior = async () => {
    set({ isSaving: true });
    const snapshot = await trainer.snapshot();
    set({ isSaving: false });
    give(snapshot);
  };
  return {
    saveRun: () => save(runFile(get())),
    saveMetrics: () => save(metricsFile(get())),
    saveSenior: () => {
      const { status, kept, isSaving } = get();
      if (status.kind === 'failed') give(kept?.snapshot);
      else if (!isSaving) void fetchSenior();
    },
  };
}

/** A recording stands on the page as a run would; the first thing trained here takes its place. */
function recordingActions(set: Set) {
  return {
    showRecording: ({ preset, name, events, seniors }: Recording) => {
      const history = events.reduce(reduce, EMPTY_HISTORY);
      const trained = seniors.map(
        ({ step, path }): KeptSenior => ({ step, weights: { kind: 'file', path } }),
      );
      set({
        ...NO_RUN,
        history,
        recorded: preset,
        recordedName: name ?? null,
        seniors: [UNTRAINED, ...trained],
      });
    },
    clearRecording: () => set(NO_RUN),
  };
}

function runActions(set: Set, get: AppStore['getState'], dependencies: Dependencies) {
  const { connect, now, save } = dependencies;
  const trainer = createTrainer(connect, now, listen(set, now));
  const reset = () => {
    trainer.reset();
    set(NO_RUN);
  };
  /** Back to what was kept of a run that has failed, or to before it began. */
  const rewind = () => {
    const { kept } = get();
    if (kept === null) reset();
    else set({ history: kept.history });
  };
  const go = (how: 'play' | 'step') => {
    const { status } = get();
    if (status.kind === 'finished') return;
    if (status.kind === 'failed') rewind();
    const state = get();
    const { config, preset, selection, kept, recorded } = state;
    const frozen = runConfig(state) ?? config;
    set({
      ...(recorded !== null && {
        history: EMPTY_HISTORY,
        recorded: null,
        recordedName: null,
        seniors: NO_RUN.seniors,
        zoom: NO_RUN.zoom,
      }),
      begun: state.begun ?? { preset, config },
      held: null,
      selection: { ...selection, token: null },
    });
    trainer[how](frozen, kept?.snapshot);
    applyChanges();
  };
  const applyChanges = () => {
    if (pendingChange(get()) === 'live') trainer.change(get().config);
  };
  const goOn = () => {
    const { status, config, begun } = get();
    if (status.kind !== 'failed' || status.next === null) return;
    const engine = status.next;
    set({
      config: { ...config, engine },
      begun: begun && { ...begun, config: { ...begun.config, engine } },
    });
    go('play');
  };
  return {
    play: () => go('play'),
    step: () => go('step'),
    pause: () => trainer.pause(),
    applyChanges,
    reset,
    retry: () => go('play'),
    goOn,
    ...saveActions(set, get, { trainer, save }),
  };
}

export function createAppStore(dependencies: Dependencies): AppStore {
  return createStore<App>()((set, get) => ({
    ...INITIAL,
    ...settingActions(set),
    ...selectActions(set),
    ...viewActions(set),
    ...recordingActions(set),
    ...runActions(set, get, dependencies),
  }));
}

// The page's one store: settings, the run's state and history, what is looked at. Actions decide
// what may happen; the trainer does it. Knows no worker, no component and no address bar.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type EngineName, FIELD_NAMES, type FieldName, type RunConfig } from '../config/fields.ts';
import type { Link } from '../config/link.ts';
import { withFittingField } from '../config/own-pair.ts';
import { DEFAULT_PRESET, type PresetName, presetConfig } from '../config/presets.ts';
import type { Snapshot } from '../protocol.ts';
import type { RunEvent, StepEvent } from '../run/events.ts';
import { begin, type Clock, mark, rest, STOPPED } from './clock.ts';
import { nextEngine } from './engines.ts';
import { EMPTY_HISTORY, type History, reduce } from './history.ts';
import { runFile, type SavedFile, seniorFile } from './saved.ts';
import type { Selection } from './shown.ts';
import {
  type Connection,
  createTrainer,
  type Listener,
  type Phase,
  type Trainer,
} from './trainer.ts';

export type Status =
  | { readonly kind: 'idle' | Phase }
  | {
      readonly kind: 'failed';
      readonly message: string;
      /** An engine that may do what this one could not. */
      readonly next: EngineName | null;
    };

/** A run as it was after one of its events, and what it had told by then. */
interface Kept {
  readonly snapshot: Snapshot;
  readonly history: History;
}

export interface AppState {
  readonly preset: PresetName;
  readonly config: RunConfig;
  /** What of the link was not used. */
  readonly notices: readonly string[];
  /** Texts in the settings that cannot be used, with the reason. */
  readonly fieldProblems: { readonly [K in FieldName]?: string };
  readonly status: Status;
  /** Settings of the run that is on; frozen when it begins. */
  readonly runConfig: RunConfig | null;
  /** Its preset, for the one on screen may have been changed since. */
  readonly runPreset: PresetName | null;
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
}

export interface AppActions {
  setField(name: FieldName, text: string): void;
  setPreset(name: PresetName): void;
  loadLink(link: Link): void;
  dismissNotices(): void;
  play(): void;
  pause(): void;
  step(): void;
  reset(): void;
  /** After a failure: goes on from what was kept, or begins again. */
  retry(): void;
  /** The same on the engine that the failure names as the next. */
  goOn(): void;
  selectGroup(group: number): void;
  selectRollout(rollout: number): void;
  selectToken(token: number): void;
  follow(): void;
  saveRun(): void;
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
  runConfig: null,
  runPreset: null,
  kept: null,
  compiled: null,
  isSaving: false,
  history: EMPTY_HISTORY,
  clock: STOPPED,
  selection: FIRST,
  held: null,
} as const satisfies Partial<AppState>;

const INITIAL: AppState = {
  preset: DEFAULT_PRESET,
  config: presetConfig(DEFAULT_PRESET),
  notices: [],
  fieldProblems: {},
  ...NO_RUN,
};

/** Whether the settings on screen differ from those of the run that is on. */
export const isChanged = ({ runConfig, config }: AppState): boolean =>
  runConfig !== null && FIELD_NAMES.some((name) => runConfig[name] !== config[name]);

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
        history: reduce(history, event),
        clock: event.kind === 'step' ? mark(clock, now()) : clock,
      })),
    compiled: (done, all) => set({ compiled: { done, all } }),
    kept: (snapshot) => set(({ history }) => ({ kept: { snapshot, history } })),
    failed: ({ message, engine }) =>
      set(({ clock }) => ({
        status: { kind: 'failed', message, next: engine === null ? null : nextEngine(engine) },
        clock: rest(clock, now()),
        isSaving: false,
      })),
  };
}

const withoutPair = ({
  senior: _senior,
  junior: _junior,
  ...others
}: AppState['fieldProblems']): AppState['fieldProblems'] => others;

function settingActions(set: Set) {
  return {
    setField: (name: FieldName, text: string) =>
      set(({ config, fieldProblems }) => {
        const parsed = withFittingField(config, name, text);
        if ('problem' in parsed)
          return { fieldProblems: { ...fieldProblems, [name]: parsed.problem } };
        // A new task has brought a pair that fits.
        const left = name === 'task' ? withoutPair(fieldProblems) : fieldProblems;
        const { [name]: _solved, ...others } = left;
        return { config: parsed.value, fieldProblems: others };
      }),
    setPreset: (preset: PresetName) =>
      set({ preset, config: presetConfig(preset), fieldProblems: {}, notices: [] }),
    loadLink: ({ preset, config, problems }: Link) =>
      set({ preset, config, notices: problems, fieldProblems: {} }),
    dismissNotices: () => set({ notices: [] }),
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
    saveSenior: () => {
      const { status, kept, isSaving } = get();
      if (status.kind === 'failed') give(kept?.snapshot);
      else if (!isSaving) void fetchSenior();
    },
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
    const { runConfig, config, runPreset, preset, selection, kept } = get();
    const frozen = runConfig ?? config;
    set({
      runConfig: frozen,
      runPreset: runPreset ?? preset,
      held: null,
      selection: { ...selection, token: null },
    });
    trainer[how](frozen, kept?.snapshot);
  };
  const goOn = () => {
    const { status, config, runConfig } = get();
    if (status.kind !== 'failed' || status.next === null) return;
    const engine = status.next;
    set({
      config: { ...config, engine },
      runConfig: runConfig === null ? null : { ...runConfig, engine },
    });
    go('play');
  };
  return {
    play: () => go('play'),
    step: () => go('step'),
    pause: () => trainer.pause(),
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
    ...runActions(set, get, dependencies),
  }));
}

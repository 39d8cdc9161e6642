// Actions on the run on screen: play, pause, step, reset, and going on after a failure.
import type { SetState } from '../parts/slice.ts';
import { begin, elapsed, mark, rest } from './clock.ts';
import { runConfig } from './config-at.ts';
import { nextEngine } from './engines.ts';
import { received } from './history.ts';
import type { RecordingSlice } from './recordings.ts';
import type { RunListener, RunLoop } from './run-loop.ts';
import { pendingChange, type RunSlice, type Setup } from './run-state.ts';
import type { SavingSlice } from './saving.ts';
import { keepSenior } from './snapshots.ts';

export interface RunActions {
  play(): void;
  pause(): void;
  step(): void;
  /** Gives the run the settings on screen, where they may change during a run. */
  applyChanges(): void;
  reset(): void;
  /** After a failure: continues from the last resume point, or begins again. */
  retry(): void;
  /** The same on the engine that the failure names as the next. */
  goOn(): void;
}

/** What a run changes of all that is on screen. */
export interface Screen {
  /** Nothing of a run is on screen any more. */
  clear(): void;
  /** A recorded run gives its place to the one that begins. */
  leaveRecording(): void;
  /** The newest step is shown. */
  follow(): void;
}

type State = RunSlice & RecordingSlice & SavingSlice & Setup;

/** @param now milliseconds on a clock that only goes forward */
export function runListener(set: SetState<State>, now: () => number): RunListener {
  return {
    phase: (kind) =>
      set(({ clock }) => ({
        status: { kind },
        clock: kind === 'running' ? begin(clock, now()) : rest(clock, now()),
      })),
    event: (event) =>
      set(({ history, clock }) => ({
        history: received(history, event, elapsed(clock, now()) / 1000),
        clock: event.kind === 'step' ? mark(clock, now()) : clock,
      })),
    compiled: (done, all) => set({ compiled: { done, all } }),
    snapshot: (snapshot) =>
      set(({ history, seniors }) => ({
        resumePoint: { snapshot, history },
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

export function runActions(
  set: SetState<State>,
  get: () => State,
  { trainer, screen }: { readonly trainer: RunLoop; readonly screen: Screen },
): RunActions {
  const reset = () => {
    trainer.reset();
    screen.clear();
  };
  const applyChanges = () => {
    if (pendingChange(get()) === 'live') trainer.change(get().config);
  };
  /** Back to the resume point of a run that has failed, or to before it began. */
  const rewind = () => {
    const { resumePoint } = get();
    if (resumePoint === null) reset();
    else set({ history: resumePoint.history });
  };
  const go = (how: 'play' | 'step') => {
    const { status, recorded } = get();
    if (status.kind === 'finished') return;
    if (status.kind === 'failed') rewind();
    if (recorded !== null) screen.leaveRecording();
    screen.follow();
    const { preset, config, resumePoint, begun, history } = get();
    const own = begun ?? { preset, config };
    set({ begun: own });
    trainer[how](runConfig({ begun: own, history }) ?? config, resumePoint?.snapshot);
    applyChanges();
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
  };
}

// The run loop: asks a run for its next event until it is paused, stepped or over; one loop per run.
import type { EngineName, RunConfig } from '../../config/fields.ts';
import { messageOf } from '../../message-of.ts';
import type { OnCompiled, OptimizerApi, Snapshot } from '../../protocol.ts';
import type { RunEvent } from '../../run/events.ts';

/** A connection to an optimizer worker; it can be ended at any time. */
export interface RunConnection {
  open(config: RunConfig, from: Snapshot | null, onCompiled: OnCompiled): Promise<void>;
  /** What computes, or was to; null before that is known, and while the models are read. */
  engine(): EngineName | null;
  next: OptimizerApi['next'];
  change: OptimizerApi['change'];
  snapshot: OptimizerApi['snapshot'];
  /** Rejects when the workers break down; never resolves. */
  readonly failed: Promise<never>;
  terminate(): void;
}

export type RunPhase = 'loading' | 'running' | 'paused' | 'finished';

export interface RunFailure {
  readonly message: string;
  /** The engine that another may replace; null when it is not to blame. */
  readonly engine: EngineName | null;
}

export interface RunListener {
  phase(phase: RunPhase): void;
  event(event: RunEvent): void;
  /** Kernels are being compiled, before the run and where it first needs them. */
  compiled: OnCompiled;
  /** The run after its last event, from which it can continue when it fails later. */
  snapshot(snapshot: Snapshot): void;
  /** Called once; the run is over after it. */
  failed(failure: RunFailure): void;
}

export interface RunLoop {
  /** @param from where a failed run continues */
  play(config: RunConfig, from?: Snapshot): void;
  /** Pulls up to and including the next step event. */
  step(config: RunConfig, from?: Snapshot): void;
  /** What is being computed still arrives. */
  pause(): void;
  /** Gives the run that is on other settings, from its next step. */
  change(config: RunConfig): void;
  /** The run after the event that is being computed; null when it is over by then. */
  snapshot(): Promise<Snapshot | null>;
  /** Ends the run; nothing of it arrives any more. */
  reset(): void;
}

interface OpenRun {
  readonly connection: RunConnection;
  readonly opened: Promise<void>;
  hasStarted: boolean;
  isOver: boolean;
  asked: 'nothing' | 'step' | 'play';
  loop: Promise<void> | null;
  /** Settles when the worker has answered everything asked so far. */
  turn: Promise<unknown>;
  /** When the last snapshot arrived, and the milliseconds it took. */
  lastSnapshot: { readonly at: number; readonly took: number };
}

/** What all actions share: the current run, if any, and its listener. */
interface LoopState {
  current: OpenRun | null;
  readonly listener: RunListener;
  readonly now: () => number;
}

/** Snapshots take at most one part in so many of a run's time: those of a large senior are rarer. */
const KEEPING = 20;

function close(state: LoopState): void {
  state.current?.connection.terminate();
  state.current = null;
}

/** Reports an error once; errors of earlier and of failed runs are dropped. */
function fail(state: LoopState, run: OpenRun, error: unknown): void {
  if (state.current !== run) return;
  close(state);
  state.listener.failed({ message: messageOf(error), engine: run.connection.engine() });
}

const NEW = {
  hasStarted: false,
  isOver: false,
  asked: 'nothing',
  loop: null,
  lastSnapshot: { at: Number.NEGATIVE_INFINITY, took: 0 },
} as const;

function begin(
  state: LoopState,
  connection: RunConnection,
  config: RunConfig,
  from: Snapshot | null,
): OpenRun {
  const opened = connection.open(config, from, (done, all) => {
    if (state.current?.connection === connection) state.listener.compiled(done, all);
  });
  const run: OpenRun = { connection, opened, ...NEW, turn: opened };
  // Reported here only: racing each question against it would keep every answer as long as the run.
  connection.failed.catch((error) => fail(state, run, error));
  return run;
}

function hear(listener: RunListener, run: OpenRun, event: RunEvent): void {
  if (event.kind === 'start' || event.kind === 'resume') {
    run.hasStarted = true;
    if (run.asked !== 'nothing') listener.phase('running');
  }
  listener.event(event);
  if (event.kind === 'step' && run.asked === 'step') {
    run.asked = 'nothing';
    listener.phase('paused');
  }
}

/** Asks after everything asked before: weights read in the middle of a step would be half a step's. */
function inTurn<T>(run: OpenRun, ask: () => Promise<T>): Promise<T> {
  const answer = run.turn.then(ask);
  run.turn = answer.catch(() => {});
  return answer;
}

/** Takes a snapshot after an event that changes weights or curves, unless snapshots take much of the time. */
async function keep(state: LoopState, run: OpenRun, { kind }: RunEvent): Promise<void> {
  const begun = state.now();
  if (kind !== 'step' && kind !== 'evaluation') return;
  if (begun - run.lastSnapshot.at < KEEPING * run.lastSnapshot.took) return;
  const snapshot = await inTurn(run, () => run.connection.snapshot());
  const at = state.now();
  run.lastSnapshot = { at, took: at - begun };
  if (state.current === run) state.listener.snapshot(snapshot);
}

async function pullEvents(state: LoopState, run: OpenRun): Promise<void> {
  await run.opened;
  while (state.current === run && run.asked !== 'nothing') {
    const event = await inTurn(run, () => run.connection.next());
    if (state.current !== run) return;
    if (event === null) {
      run.isOver = true;
      run.asked = 'nothing';
      state.listener.phase('finished');
    } else {
      hear(state.listener, run, event);
      await keep(state, run, event);
    }
  }
}

async function pull(state: LoopState, run: OpenRun): Promise<void> {
  try {
    await pullEvents(state, run);
  } catch (error) {
    fail(state, run, error);
  } finally {
    run.loop = null;
  }
}

async function readSnapshot(state: LoopState): ReturnType<RunLoop['snapshot']> {
  const run = state.current;
  if (run === null) return null;
  try {
    const snapshot = await inTurn(run, () => run.connection.snapshot());
    return state.current === run ? snapshot : null;
  } catch (error) {
    fail(state, run, error);
    return null;
  }
}

/**
 * @param connect makes a fresh connection for each run; may throw
 * @param now milliseconds on a clock that only goes forward
 */
export function createRunLoop(
  connect: () => RunConnection,
  now: () => number,
  listener: RunListener,
): RunLoop {
  const state: LoopState = { current: null, listener, now };

  function ask(asked: 'step' | 'play', config: RunConfig, from: Snapshot | null): void {
    try {
      state.current ??= begin(state, connect(), config, from);
    } catch (error) {
      listener.failed({ message: messageOf(error), engine: null });
      return;
    }
    const run = state.current;
    if (run.isOver) return;
    run.asked = asked;
    listener.phase(run.hasStarted ? 'running' : 'loading');
    // One loop per run: pressing pause and play while an event is computed must not begin a second.
    run.loop ??= pull(state, run);
  }

  return {
    play: (config, from) => ask('play', config, from ?? null),
    step: (config, from) => ask('step', config, from ?? null),
    pause: () => {
      if (state.current === null || state.current.asked === 'nothing') return;
      state.current.asked = 'nothing';
      listener.phase('paused');
    },
    change: (config) => {
      const run = state.current;
      // Before it is open, the settings it opens with would take their place.
      run?.opened
        .then(() => run.connection.change(config))
        .catch((error) => fail(state, run, error));
    },
    snapshot: () => readSnapshot(state),
    reset: () => close(state),
  };
}

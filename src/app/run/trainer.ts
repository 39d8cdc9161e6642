// The pull loop: asks a run for its next event until it is paused, stepped or over. Owns whether a
// run exists; knows no store, no worker and no component. One loop per run, whatever is pressed.
import type { EngineName, RunConfig } from '../../config/fields.ts';
import { messageOf } from '../../message-of.ts';
import type { OnCompiled, OptimizerApi, Snapshot } from '../../protocol.ts';
import type { RunEvent } from '../../run/events.ts';

/** A way to an optimizer worker that can be cut at any time. */
export interface Connection {
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

export type Phase = 'loading' | 'running' | 'paused' | 'finished';

export interface Failure {
  readonly message: string;
  /** The engine that another may replace; null when it is not to blame. */
  readonly engine: EngineName | null;
}

export interface Listener {
  phase(phase: Phase): void;
  event(event: RunEvent): void;
  /** Kernels are being compiled, before the run and where it first needs them. */
  compiled: OnCompiled;
  /** The run as it was after the last event told: what to go on from when it fails later. */
  kept(snapshot: Snapshot): void;
  /** Told once; the run is gone after it. */
  failed(failure: Failure): void;
}

export interface Trainer {
  /** @param from where a run that has failed goes on */
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

interface Run {
  readonly connection: Connection;
  readonly opened: Promise<void>;
  hasStarted: boolean;
  isOver: boolean;
  wanted: 'nothing' | 'step' | 'play';
  loop: Promise<void> | null;
  /** Settles when the worker has answered everything asked so far. */
  turn: Promise<unknown>;
  /** When the last snapshot had come, and the milliseconds it took. */
  kept: { readonly at: number; readonly took: number };
}

/** What all actions share: the run that is on, if any, and who hears of it. */
interface Desk {
  current: Run | null;
  readonly listener: Listener;
  readonly now: () => number;
}

/** Snapshots take at most one part in so many of a run's time: those of a large senior are rarer. */
const KEEPING = 20;

function close(desk: Desk): void {
  desk.current?.connection.terminate();
  desk.current = null;
}

/** Tells of an error once: what an earlier run, or one that has failed already, says is dropped. */
function fail(desk: Desk, run: Run, error: unknown): void {
  if (desk.current !== run) return;
  close(desk);
  desk.listener.failed({ message: messageOf(error), engine: run.connection.engine() });
}

const NEW = {
  hasStarted: false,
  isOver: false,
  wanted: 'nothing',
  loop: null,
  kept: { at: Number.NEGATIVE_INFINITY, took: 0 },
} as const;

function begin(desk: Desk, connection: Connection, config: RunConfig, from: Snapshot | null): Run {
  const opened = connection.open(config, from, (done, all) => {
    if (desk.current?.connection === connection) desk.listener.compiled(done, all);
  });
  const run: Run = { connection, opened, ...NEW, turn: opened };
  // Told of here only: racing each question against it would keep every answer as long as the run.
  connection.failed.catch((error) => fail(desk, run, error));
  return run;
}

function hear(listener: Listener, run: Run, event: RunEvent): void {
  if (event.kind === 'start' || event.kind === 'resume') {
    run.hasStarted = true;
    if (run.wanted !== 'nothing') listener.phase('running');
  }
  listener.event(event);
  if (event.kind === 'step' && run.wanted === 'step') {
    run.wanted = 'nothing';
    listener.phase('paused');
  }
}

/** Asks after everything asked before: weights read in the middle of a step would be half a step's. */
function inTurn<T>(run: Run, ask: () => Promise<T>): Promise<T> {
  const answer = run.turn.then(ask);
  run.turn = answer.catch(() => {});
  return answer;
}

/** Keeps the run as it is after an event that may have changed it, unless that would take long. */
async function keep(desk: Desk, run: Run, { kind }: RunEvent): Promise<void> {
  const begun = desk.now();
  if (kind !== 'step' && kind !== 'evaluation') return;
  if (begun - run.kept.at < KEEPING * run.kept.took) return;
  const snapshot = await inTurn(run, () => run.connection.snapshot());
  const at = desk.now();
  run.kept = { at, took: at - begun };
  if (desk.current === run) desk.listener.kept(snapshot);
}

async function pullEvents(desk: Desk, run: Run): Promise<void> {
  await run.opened;
  while (desk.current === run && run.wanted !== 'nothing') {
    const event = await inTurn(run, () => run.connection.next());
    if (desk.current !== run) return;
    if (event === null) {
      run.isOver = true;
      run.wanted = 'nothing';
      desk.listener.phase('finished');
    } else {
      hear(desk.listener, run, event);
      await keep(desk, run, event);
    }
  }
}

async function pull(desk: Desk, run: Run): Promise<void> {
  try {
    await pullEvents(desk, run);
  } catch (error) {
    fail(desk, run, error);
  } finally {
    run.loop = null;
  }
}

async function readSnapshot(desk: Desk): ReturnType<Trainer['snapshot']> {
  const run = desk.current;
  if (run === null) return null;
  try {
    const snapshot = await inTurn(run, () => run.connection.snapshot());
    return desk.current === run ? snapshot : null;
  } catch (error) {
    fail(desk, run, error);
    return null;
  }
}

/**
 * @param connect makes a fresh connection for each run; may throw
 * @param now milliseconds on a clock that only goes forward
 */
export function createTrainer(
  connect: () => Connection,
  now: () => number,
  listener: Listener,
): Trainer {
  const desk: Desk = { current: null, listener, now };

  function want(wanted: 'step' | 'play', config: RunConfig, from: Snapshot | null): void {
    try {
      desk.current ??= begin(desk, connect(), config, from);
    } catch (error) {
      listener.failed({ message: messageOf(error), engine: null });
      return;
    }
    const run = desk.current;
    if (run.isOver) return;
    run.wanted = wanted;
    listener.phase(run.hasStarted ? 'running' : 'loading');
    // One loop per run: pressing pause and play while an event is computed must not begin a second.
    run.loop ??= pull(desk, run);
  }

  return {
    play: (config, from) => want('play', config, from ?? null),
    step: (config, from) => want('step', config, from ?? null),
    pause: () => {
      if (desk.current === null || desk.current.wanted === 'nothing') return;
      desk.current.wanted = 'nothing';
      listener.phase('paused');
    },
    change: (config) => {
      const run = desk.current;
      // Before it is open, the settings it opens with would take their place.
      run?.opened
        .then(() => run.connection.change(config))
        .catch((error) => fail(desk, run, error));
    },
    snapshot: () => readSnapshot(desk),
    reset: () => close(desk),
  };
}

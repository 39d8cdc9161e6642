// The pull loop: asks a run for its next event until it is paused, stepped or over. Owns whether a
// run exists; knows no store, no worker and no component. One loop per run, whatever is pressed.
import type { RunConfig } from '../config/fields.ts';
import type { OptimizerApi } from '../protocol.ts';
import type { RunEvent } from '../run/events.ts';

/** A way to an optimizer worker that can be cut at any time. */
export interface Connection {
  open(config: RunConfig): Promise<void>;
  next: OptimizerApi['next'];
  checkpoint: OptimizerApi['checkpoint'];
  /** Rejects when the workers break down; never resolves. */
  readonly failed: Promise<never>;
  terminate(): void;
}

export type Phase = 'loading' | 'running' | 'paused' | 'finished';

export interface Listener {
  phase(phase: Phase): void;
  event(event: RunEvent): void;
  /** Told once; the run is gone after it. */
  failed(message: string): void;
}

export interface Trainer {
  play(config: RunConfig): void;
  /** Pulls up to and including the next step event. */
  step(config: RunConfig): void;
  /** What is being computed still arrives. */
  pause(): void;
  /** The senior's files after the event that is being computed; null when its run is over by then. */
  checkpoint(): Promise<ReadonlyMap<string, Uint8Array> | null>;
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
}

/** What all actions share: the run that is on, if any, and who hears of it. */
interface Desk {
  current: Run | null;
  readonly listener: Listener;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function close(desk: Desk): void {
  desk.current?.connection.terminate();
  desk.current = null;
}

/** Tells of an error once: what an earlier run, or one that has failed already, says is dropped. */
function fail(desk: Desk, run: Run, error: unknown): void {
  if (desk.current !== run) return;
  close(desk);
  desk.listener.failed(messageOf(error));
}

function begin(desk: Desk, connection: Connection, config: RunConfig): Run {
  const opened = connection.open(config);
  const flags = { hasStarted: false, isOver: false, wanted: 'nothing', loop: null } as const;
  const run: Run = { connection, opened, ...flags, turn: opened };
  // Told of here only: racing each question against it would keep every answer as long as the run.
  connection.failed.catch((error) => fail(desk, run, error));
  return run;
}

function hear(listener: Listener, run: Run, event: RunEvent): void {
  if (event.kind === 'start') {
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

async function pullEvents(desk: Desk, run: Run): Promise<void> {
  await run.opened;
  while (desk.current === run && run.wanted !== 'nothing') {
    const event = await inTurn(run, () => run.connection.next());
    if (desk.current !== run) return;
    if (event === null) {
      run.isOver = true;
      run.wanted = 'nothing';
      desk.listener.phase('finished');
    } else hear(desk.listener, run, event);
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

async function readCheckpoint(desk: Desk): ReturnType<Trainer['checkpoint']> {
  const run = desk.current;
  if (run === null) return null;
  try {
    const files = await inTurn(run, () => run.connection.checkpoint());
    return desk.current === run ? files : null;
  } catch (error) {
    fail(desk, run, error);
    return null;
  }
}

/** @param connect makes a fresh connection for each run; may throw */
export function createTrainer(connect: () => Connection, listener: Listener): Trainer {
  const desk: Desk = { current: null, listener };

  function want(wanted: 'step' | 'play', config: RunConfig): void {
    try {
      desk.current ??= begin(desk, connect(), config);
    } catch (error) {
      listener.failed(messageOf(error));
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
    play: (config) => want('play', config),
    step: (config) => want('step', config),
    pause: () => {
      if (desk.current === null || desk.current.wanted === 'nothing') return;
      desk.current.wanted = 'nothing';
      listener.phase('paused');
    },
    checkpoint: () => readCheckpoint(desk),
    reset: () => close(desk),
  };
}

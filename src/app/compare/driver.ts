// Trains the queued runs one at a time with a trainer of its own, paused while the page’s own run trains.
import type { RunConfig } from '../../config/fields.ts';
import type { KeptSenior } from '../../protocol.ts';
import type { RunEvent } from '../../run/events.ts';
import { wholeWork, workOf } from '../../study/work.ts';
import { begin, elapsed, type RunClock, rest, STOPPED } from '../run/clock.ts';
import { EMPTY_HISTORY, type History, reduce } from '../run/history.ts';
import { createRunLoop, type RunConnection } from '../run/run-loop.ts';
import { keepSenior } from '../run/snapshots.ts';
import type { RunBatch, RunJob } from './setup/batch.ts';
import type { JobKey } from './setup/queue.ts';

export interface QueuedRun {
  readonly key: JobKey;
  readonly config: RunConfig;
}

/** What a run has left behind. */
export interface FinishedRun extends QueuedRun {
  readonly history: History;
  readonly seniors: readonly KeptSenior[];
  /** Why it failed; null when it came to its end. */
  readonly problem: string | null;
}

export interface QueueProgress {
  /** Steps done of the run that is on. */
  readonly step: number;
  /** Solutions it has written, of all it will write. */
  readonly done: number;
  /** Milliseconds that one solution takes; null before there is one. */
  readonly pace: number | null;
}

export const NO_PROGRESS: QueueProgress = { step: 0, done: 0, pace: null };

interface DriverDependencies {
  readonly connect: () => RunConnection;
  readonly now: () => number;
  /** Whether runs may be computed now. */
  readonly mayRun: () => boolean;
  /** The run whose turn it is; null when none waits. */
  readonly next: () => QueuedRun | null;
  readonly begun: (task: QueuedRun) => void;
  /** Which engine has begun it. */
  readonly engine: (task: QueuedRun, name: string) => void;
  readonly progress: (progress: QueueProgress) => void;
  readonly over: (outcome: FinishedRun) => void;
}

export interface Driver {
  /** Called after every change: starts, continues or pauses. */
  update(): void;
  /** Ends the current run without reporting it. */
  drop(): void;
}

interface CurrentRun {
  readonly task: QueuedRun;
  history: History;
  seniors: readonly KeptSenior[];
  isPlaying: boolean;
  done: number;
}

const NO_TEST = { problems: 0, samples: 0, also: [] } as const;
const sized = (config: RunConfig) => ({ config, test: NO_TEST });

/** Solutions that a run writes from its first step to its last. */
const workOfRun = (config: RunConfig): number => wholeWork(sized(config));

function workOfEvent({ kind }: RunEvent, config: RunConfig): number {
  const { step, evaluation } = workOf(sized(config));
  return kind === 'step' ? step : kind === 'evaluation' ? evaluation : 0;
}

/** Milliseconds until all that waits is done; null before the pace is known. */
export function timeLeft(
  jobs: readonly { readonly batch: RunBatch; readonly job: RunJob }[],
  { done, pace }: QueueProgress,
): number | null {
  if (pace === null) return null;
  const all = jobs.reduce((sum, { batch, job }) => {
    const arm = batch.arms.find(({ name }) => name === job.arm);
    return arm === undefined ? sum : sum + workOfRun(arm.config);
  }, 0);
  return Math.max(0, all - done) * pace;
}

export function createDriver(dependencies: DriverDependencies): Driver {
  const { connect, now, mayRun, next, begun, engine, progress, over } = dependencies;
  let on: CurrentRun | null = null;
  let clock: RunClock = STOPPED;
  let written = 0;

  const onEvent = (event: RunEvent) => {
    if (on === null) return;
    on.history = reduce(on.history, event);
    const work = workOfEvent(event, on.task.config);
    on.done += work;
    written += work;
    if (event.kind === 'start') engine(on.task, event.engine.name);
    const pace = written === 0 ? null : elapsed(clock, now()) / written;
    progress({ step: on.history.step, done: on.done, pace });
  };
  const end = (problem: string | null) => {
    if (on === null) return;
    const { task, history, seniors } = on;
    on = null;
    clock = rest(clock, now());
    trainer.reset();
    over({ ...task, history, seniors, problem });
    update();
  };
  const trainer = createRunLoop(connect, now, {
    phase: (phase) => {
      if (phase === 'finished') end(null);
    },
    event: onEvent,
    compiled: () => {},
    snapshot: (snapshot) => {
      if (on !== null) on.seniors = keepSenior(on.seniors, snapshot);
    },
    failed: ({ message }) => end(message),
  });
  const play = (run: CurrentRun) => {
    run.isPlaying = true;
    clock = begin(clock, now());
    trainer.play(run.task.config);
  };
  const pause = (run: CurrentRun) => {
    run.isPlaying = false;
    clock = rest(clock, now());
    trainer.pause();
  };
  function update(): void {
    const may = mayRun();
    if (on !== null) {
      if (may && !on.isPlaying) play(on);
      else if (!may && on.isPlaying) pause(on);
      return;
    }
    const task = may ? next() : null;
    if (task === null) return;
    on = { task, history: EMPTY_HISTORY, seniors: [], isPlaying: false, done: 0 };
    begun(task);
    play(on);
  }
  return {
    update,
    drop: () => {
      on = null;
      clock = rest(clock, now());
      trainer.reset();
    },
  };
}

// Working time and speed of a run: only time at work counts, in milliseconds given by the caller.

const WINDOW = 8;

export interface RunClock {
  /** Working time up to the last stop. */
  readonly worked: number;
  /** When work began again; null while it rests. */
  readonly since: number | null;
  /** Working time at the latest steps, newest last; the speed is taken over these. */
  readonly marks: readonly number[];
}

export const STOPPED: RunClock = { worked: 0, since: null, marks: [] };

/** Working time in milliseconds. */
export const elapsed = (clock: RunClock, now: number): number =>
  clock.worked + (clock.since === null ? 0 : now - clock.since);

export const begin = (clock: RunClock, now: number): RunClock =>
  clock.since === null ? { ...clock, since: now } : clock;

export const rest = (clock: RunClock, now: number): RunClock => ({
  ...clock,
  worked: elapsed(clock, now),
  since: null,
});

/** Notes that a step is done. */
export const mark = (clock: RunClock, now: number): RunClock => ({
  ...clock,
  marks: [...clock.marks.slice(-WINDOW), elapsed(clock, now)],
});

/** Steps per second over the latest steps; null until two are done. */
export function speed(clock: RunClock): number | null {
  const first = clock.marks[0];
  const last = clock.marks.at(-1);
  if (first === undefined || last === undefined || last <= first) return null;
  return (1000 * (clock.marks.length - 1)) / (last - first);
}

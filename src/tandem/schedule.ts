// The rule that says where redraws are and how the author is chosen.
/** Who writes when. `word`, `token` and `step` draw a coin at boundaries; `chunk` and `alternate` toggle. */
export interface Schedule {
  readonly kind: ScheduleKind;
  /** p: probability that a redraw chooses the senior. */
  readonly seniorProbability: number;
  /** Coin schedules redraw after this many tokens without a boundary. */
  readonly maxGap: number;
  /** Tokens per turn of the `chunk` schedule. */
  readonly chunkSize: number;
  readonly start: 'coin' | 'senior' | 'junior';
  /** [V] 1 where the author is drawn again after the token. */
  readonly boundary: Uint8Array;
}

export type ScheduleKind = 'word' | 'token' | 'step' | 'chunk' | 'alternate';

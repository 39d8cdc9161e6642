// Learning rate of each optimizer step, counted from 1.

/** Linear warm-up: update 1 of `warmupSteps` has base / warmupSteps, later ones `base`. */
export function learningRate(
  step: number,
  { base, warmupSteps }: { base: number; warmupSteps: number },
): number {
  if (!(step >= 1)) throw new Error(`step is ${step}; optimizer steps count from 1`);
  return step < warmupSteps ? (base * step) / warmupSteps : base;
}

export interface CosineSchedule {
  readonly base: number;
  readonly warmupSteps: number;
  /** Update at which the rate reaches the floor. */
  readonly steps: number;
  /** Smallest rate, as a share of `base`. */
  readonly floor: number;
}

/** Warm-up, then half a cosine from `base` down to floor * base at update `steps`. */
export function cosine(step: number, { base, warmupSteps, steps, floor }: CosineSchedule): number {
  if (!(steps > warmupSteps)) throw new Error(`steps is ${steps}; it must exceed ${warmupSteps}`);
  if (!(floor >= 0 && floor <= 1)) throw new Error(`floor is ${floor}; allowed are 0 to 1`);
  if (step <= warmupSteps) return learningRate(step, { base, warmupSteps });
  const done = Math.min(1, (step - warmupSteps) / (steps - warmupSteps));
  const share = floor + ((1 - floor) * (1 + Math.cos(Math.PI * done))) / 2;
  return base * share;
}

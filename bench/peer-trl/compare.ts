// Compares what TRL made of our rollouts with what we made of them, and says which bounds hold.
import { at } from '../../src/at.ts';
import type { Weights } from '../../src/checkpoint/checkpoint.ts';
import { median } from '../timing/statistics.ts';

export const ARMS = ['tandem', 'vanilla'] as const;
export type PeerArm = (typeof ARMS)[number];

/** One update. */
export interface StepFigures {
  /** 1-based. */
  readonly step: number;
  /** Norm of the gradient before clipping. */
  readonly gradNorm: number;
  readonly loss: number;
}

/** TRL's updates from the rollouts of one of our runs, against ours. */
export interface ReplayFigures {
  readonly arm: PeerArm;
  readonly seed: number;
  readonly steps: number;
  /** Steps whose gradient is exactly 0: left out of the replay. */
  readonly skipped: readonly number[];
  /** |TRL - ours| / ours of the gradient norm: of the first step, median and largest of all steps. */
  readonly gradNorm: { readonly first: number; readonly median: number; readonly most: number };
  /** Largest |TRL - ours| of the loss. */
  readonly loss: number;
  /** ‖TRL's weights - ours‖ / ‖ours - start‖ after the last step. */
  readonly weights: number;
}

/** One evaluation on held-out problems; shares from 0 to 1. */
export interface PairFigures {
  /** Of the senior's solo solutions. */
  readonly jargon: number;
  readonly handoff: number;
  readonly solo: number;
}

/** Tandem training by TRL, and by us on the same problems. */
export interface TandemFigures {
  readonly seed: number;
  readonly steps: number;
  readonly start: PairFigures;
  readonly trl: PairFigures;
  readonly ours: PairFigures;
  /** Shares of a step's rollouts with jargon, and mean rewards. */
  readonly curve: readonly {
    readonly step: number;
    readonly jargon: { readonly trl: number; readonly ours: number };
    readonly reward: { readonly trl: number; readonly ours: number };
  }[];
}

/** @throws Error when the two are not of the same steps, or without any */
export function compareReplay(
  about: Pick<ReplayFigures, 'arm' | 'seed'>,
  steps: { readonly trl: readonly StepFigures[]; readonly ours: readonly StepFigures[] },
  weights: { readonly start: Weights; readonly trl: Weights; readonly ours: Weights },
): ReplayFigures {
  const skipped = steps.ours.filter(({ gradNorm }) => gradNorm === 0).map(({ step }) => step);
  const ours = steps.ours.filter(({ gradNorm }) => gradNorm !== 0);
  const list = (figures: readonly StepFigures[]) => figures.map(({ step }) => step).join(' ');
  if (ours.length === 0 || list(ours) !== list(steps.trl)) {
    throw new Error(`TRL made steps ${list(steps.trl)}; expected ${list(ours)}`);
  }
  const pairs = ours.map((own, i) => ({ own, its: at(steps.trl, i) }));
  const norms = pairs.map(({ own, its }) => Math.abs(its.gradNorm - own.gradNorm) / own.gradNorm);
  return {
    ...about,
    steps: ours.length,
    skipped,
    gradNorm: { first: at(norms, 0), median: median(norms), most: Math.max(...norms) },
    loss: Math.max(...pairs.map(({ own, its }) => Math.abs(its.loss - own.loss))),
    weights: distance(weights.trl, weights.ours) / distance(weights.ours, weights.start),
  };
}

/** Euclidean, over all weights. @throws Error when the two have other tensors */
function distance(a: Weights, b: Weights): number {
  const names = (weights: Weights) => [...weights.keys()].sort().join(', ');
  if (names(a) !== names(b)) throw new Error(`tensors are ${names(a)}; expected ${names(b)}`);
  let sum = 0;
  for (const [name, { data }] of a) {
    const other = b.get(name)?.data;
    if (other?.length !== data.length) throw new Error(`${name} has other numbers of weights`);
    data.forEach((value, i) => {
      sum += (value - at(other, i)) ** 2;
    });
  }
  return Math.sqrt(sum);
}

export interface Check {
  /** e.g. 'tandem, seed 1: gradient norm, median' */
  readonly what: string;
  readonly value: number;
  readonly allowed: 'at most' | 'at least';
  readonly bound: number;
}

/**
 * Above what was measured by a factor of ten or so, and below what a wrong constant makes: TRL's own
 * epsilon alone changes gradient norms by about 3e-4.
 */
export const REPLAY_BOUNDS = { first: 1e-5, median: 5e-5, loss: 1e-6, weights: 1e-3 } as const;

/** Shares; the senior starts with jargon in nearly all of its solutions. */
export const TANDEM_BOUNDS = { jargonBefore: 0.7, jargonAfter: 0.1, handoffAfter: 0.5 } as const;

export function replayChecks({ arm, seed, gradNorm, loss, weights }: ReplayFigures): Check[] {
  const check = (what: string, value: number, bound: number): Check => ({
    what: `${arm}, seed ${seed}: ${what}`,
    value,
    allowed: 'at most',
    bound,
  });
  return [
    check('gradient norm, first step', gradNorm.first, REPLAY_BOUNDS.first),
    check('gradient norm, median', gradNorm.median, REPLAY_BOUNDS.median),
    check('loss', loss, REPLAY_BOUNDS.loss),
    check('weights', weights, REPLAY_BOUNDS.weights),
  ];
}

/** TRL with its own epsilon must be seen to differ: a comparison that cannot fail shows nothing. */
export function controlChecks({ arm, seed, gradNorm }: ReplayFigures): Check[] {
  const what = `${arm}, seed ${seed}, TRL’s own epsilon: gradient norm, median`;
  return [{ what, value: gradNorm.median, allowed: 'at least', bound: REPLAY_BOUNDS.median }];
}

export function tandemChecks({ seed, start, trl, ours }: TandemFigures): Check[] {
  const { jargonBefore, jargonAfter, handoffAfter } = TANDEM_BOUNDS;
  const check = (what: string, value: number, allowed: Check['allowed'], bound: number): Check => ({
    what: `seed ${seed}: ${what}`,
    value,
    allowed,
    bound,
  });
  return [
    check('jargon before training', start.jargon, 'at least', jargonBefore),
    check('jargon after training in TRL', trl.jargon, 'at most', jargonAfter),
    check('jargon after training here', ours.jargon, 'at most', jargonAfter),
    check('handoff accuracy after training in TRL', trl.handoff, 'at least', handoffAfter),
    check('handoff accuracy after training here', ours.handoff, 'at least', handoffAfter),
  ];
}

/** What is no number breaks every bound. */
export function holds({ value, allowed, bound }: Check): boolean {
  return allowed === 'at most' ? value <= bound : value >= bound;
}

// From times to ratios of contenders and shares of the peak. Pure; knows no contender by name.
import { MEASURES, type Measure } from './contender.ts';
import type { AllTimes, Times } from './rounds.ts';
import { median, ratios, type Spread } from './statistics.ts';

const ownName = (name: string) => name.split('@')[0] ?? name;

/** name@1, name@2 -> name, with the times of the variant whose median is the least, per measure. */
export function bestVariants(times: AllTimes): Map<string, Times> {
  const found = new Map<string, Times>();
  for (const [name, its] of times) {
    const best = found.get(ownName(name));
    found.set(ownName(name), best === undefined ? its : faster(best, its));
  }
  return found;
}

function faster(a: Times, b: Times): Times {
  const better = (measure: Measure) =>
    median(a[measure]) <= median(b[measure]) ? a[measure] : b[measure];
  return {
    train_step: better('train_step'),
    solo_rollout: better('solo_rollout'),
    tandem_rollout: better('tandem_rollout'),
    rl_step: better('rl_step'),
  };
}

/** Measure -> 'a/b' -> time of a over time of b, for all pairs of unlike contenders. */
export type RatioTable = Readonly<Record<string, Readonly<Record<string, Spread>>>>;

export function ratioTable(times: AllTimes): RatioTable {
  const best = [...bestVariants(times)];
  const table: Record<string, Record<string, Spread>> = {};
  for (const measure of MEASURES) {
    const row: Record<string, Spread> = {};
    for (const [a, ofA] of best) {
      for (const [b, ofB] of best) {
        if (a !== b) row[`${a}/${b}`] = ratios(ofA[measure], ofB[measure]);
      }
    }
    table[measure] = row;
  }
  return table;
}

/** The medians alone, as --json prints them. */
export function medians(table: RatioTable): Record<string, Record<string, number>> {
  const only = (row: Readonly<Record<string, Spread>>) =>
    Object.fromEntries(Object.entries(row).map(([pair, { median: value }]) => [pair, value]));
  return Object.fromEntries(Object.entries(table).map(([measure, row]) => [measure, only(row)]));
}

/** What tandem costs over training without a junior. */
export interface TandemCost {
  /** RL step over one in which the coin always gives the senior and the junior reads along. */
  readonly vanilla: Spread;
  /** RL step over a solo rollout and its train step. */
  readonly solo: Spread;
}

/** Null for contenders without a vanilla step. */
export function tandemCost(times: AllTimes, name: string): TandemCost | null {
  const its = times.get(name);
  if (its === undefined || its.vanilla_step.length === 0) return null;
  const alone = its.solo_rollout.map((time, i) => time + (its.train_step[i] ?? Number.NaN));
  return { vanilla: ratios(its.rl_step, its.vanilla_step), solo: ratios(its.rl_step, alone) };
}

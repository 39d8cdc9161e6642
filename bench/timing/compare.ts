// From times to ratios of contenders and shares of the peak.
import { MEASURES, type TimedMeasure } from './contender.ts';
import type { AllTimes, TimesOf } from './rounds.ts';
import { median, ratios, type Spread } from './statistics.ts';

const ownName = (name: string) => name.split('@')[0] ?? name;

/** name -> its variants: name@1, name@2. */
function variantsOf(times: AllTimes): Map<string, TimesOf[]> {
  const found = new Map<string, TimesOf[]>();
  for (const [name, its] of times) {
    found.set(ownName(name), [...(found.get(ownName(name)) ?? []), its]);
  }
  return found;
}

/** Time of one over time of another, and the cores that each computed on. */
export interface Ratio extends Spread {
  readonly cores: readonly [number | null, number | null];
}

/** Measure -> 'a/b' -> ratio, for all pairs of unlike contenders. */
export type RatioTable = Readonly<Record<string, Readonly<Record<string, Ratio>>>>;

/**
 * Of each contender's variants the one with the least median stands for it, measure by measure; where
 * both have variants in the same place, only of those.
 */
export function ratioTable(times: AllTimes): RatioTable {
  const variants = [...variantsOf(times)];
  const table: Record<string, Record<string, Ratio>> = {};
  for (const measure of MEASURES) {
    const row: Record<string, Ratio> = {};
    for (const [a, ofA] of variants) {
      for (const [b, ofB] of variants) {
        if (a !== b) row[`${a}/${b}`] = ratio(measure, ofA, ofB);
      }
    }
    table[measure] = row;
  }
  return table;
}

function ratio(measure: TimedMeasure, ofA: readonly TimesOf[], ofB: readonly TimesOf[]): Ratio {
  const shared = (own: readonly TimesOf[], others: readonly TimesOf[]) => {
    const found = own.filter(({ place }) => others.some((other) => other.place === place));
    return found.length === 0 ? own : found;
  };
  const a = fastest(measure, shared(ofA, ofB));
  const b = fastest(measure, shared(ofB, ofA));
  return { ...ratios(a[measure], b[measure]), cores: [a.cores, b.cores] };
}

function fastest(measure: TimedMeasure, variants: readonly TimesOf[]): TimesOf {
  return variants.reduce((best, its) =>
    median(its[measure]) < median(best[measure]) ? its : best,
  );
}

/** Whether a pair is worth showing: ours over the others, and over one thread of ours. */
export function isOfInterest(pair: string): boolean {
  const [ours = '', other = ''] = pair.split('/');
  return ours.startsWith('native') && (!other.startsWith('native') || other === 'native-wasm');
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

// The measured figures as JSON for scripts.

import type { GroupResult } from '../measure.ts';
import { medians, ratioTable, tandemCost } from '../timing/compare.ts';
import type { Report } from './report.ts';

type Ratios = Record<string, Record<string, number>>;

/** `ratios` are those of the first size, whichever group a pair is of; `groups` has them all. */
export function resultOf({ groups, ...facts }: Report) {
  const first = groups[0]?.size;
  const tables = groups.filter(({ size }) => size === first).map(({ times }) => ratioTable(times));
  return { ratios: merged(tables.map(medians)), groups: groups.map(groupOf), ...facts };
}

/** A pair that several groups have is that of the first. */
export function merged(tables: readonly Ratios[]): Ratios {
  const all: Ratios = {};
  for (const table of tables) {
    for (const [measure, pairs] of Object.entries(table)) {
      all[measure] = { ...pairs, ...all[measure] };
    }
  }
  return all;
}

function groupOf({ times, work, shares, ...facts }: GroupResult) {
  const cost = ({ name }: { readonly name: string }) => [name, tandemCost(times, name)] as const;
  return {
    ...facts,
    rows: work.rows,
    tokens: work.tokens,
    ratios: medians(ratioTable(times)),
    tandem_over_vanilla: Object.fromEntries(facts.contenders.map(cost)),
    share_of_peak: shares,
    times: Object.fromEntries(times),
  };
}

// Access of components to the store of kept runs, and the arms and results computed from it.
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Compare } from '../../app/compare/context.ts';
import { armsOf, type ComparedArm } from '../../app/compare/results/compared.ts';
import {
  type ArmLevel,
  knownLevels,
  levelsOf,
  type Result,
  resultsOf,
} from '../../app/compare/results/levels.ts';
import type { CompareStore } from '../../app/compare/store.ts';
import type { MetricName } from '../../metrics/metrics.ts';

export const CompareContext = createContext<CompareStore | null>(null);

export function useCompare<T>(select: (compare: Compare) => T): T {
  const store = useContext(CompareContext);
  if (store === null) throw new Error('useCompare needs a CompareContext around it');
  return useStore(store, select);
}

/** The ticked runs as arms. */
export function useArms(): readonly ComparedArm[] {
  const runs = useCompare((compare) => compare.runs);
  return useMemo(() => armsOf(runs.filter(({ isTicked }) => isTicked)), [runs]);
}

/** The arm that differences are from. */
export function useReference(arms: readonly ComparedArm[]): ComparedArm | undefined {
  const reference = useCompare((compare) => compare.reference);
  return arms.find(({ name }) => name === reference) ?? arms[0];
}

/** Result of an asynchronous computation; null until it is done. */
function useComputed<T>(compute: () => Promise<T>): T | null {
  const [found, setFound] = useState<{ readonly by: unknown; readonly value: T } | null>(null);
  useEffect(() => {
    let isStale = false;
    void compute().then((value) => {
      if (!isStale) setFound({ by: compute, value });
    });
    return () => {
      isStale = true;
    };
  }, [compute]);
  return found?.by === compute ? found.value : null;
}

/** Means of every arm, in their order; null while they are computed. */
export function useLevels(
  arms: readonly ComparedArm[],
  metric: MetricName,
): readonly (readonly ArmLevel[])[] | null {
  const ready = useMemo(() => {
    const known = arms.map((arm) => knownLevels(arm, metric)).filter((levels) => levels !== null);
    return known.length === arms.length ? known : null;
  }, [arms, metric]);
  const compute = useMemo(
    () => async () => {
      const levels: (readonly ArmLevel[])[] = [];
      for (const arm of arms) levels.push(await levelsOf(arm, metric));
      return levels;
    },
    [arms, metric],
  );
  const computed = useComputed(compute);
  return ready ?? computed;
}

/** Levels and differences at the end; null while they are computed. */
export function useResults(
  arms: readonly ComparedArm[],
  metrics: readonly MetricName[],
): readonly Result[] | null {
  const reference = useReference(arms);
  const compute = useMemo(
    () => async () => (reference === undefined ? [] : resultsOf(arms, metrics, reference)),
    [arms, metrics, reference],
  );
  return useComputed(compute);
}

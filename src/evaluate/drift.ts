// How far the senior's next-token distributions are from the junior's and from its own first ones,
// on its own solutions.
import type { Model } from '../engine/engine.ts';
import { sequenceOf } from '../engine/requests.ts';
import type { MetricName } from '../metrics/metrics.ts';
import type { Rewarded } from '../rl/reward.ts';
import type { EvaluationSetup, Tally } from './setup.ts';

/** Mean over tokens of a divergence, [solutions][tokens]. */
function tokenMean(name: MetricName, divergences: readonly (Float32Array | null)[]): Tally {
  const parts = divergences.map((values) => {
    if (values === null) throw new Error(`${name}: the engine gave no divergence`);
    return { part: values.reduce((sum, value) => sum + value, 0), whole: values.length };
  });
  return { name, kind: 'ratio', parts };
}

/** drift/kl, drift/js and, with an initial model, drift/initial_kl; nats at temperature 1. */
export async function drift(
  { engine, senior, junior, initial }: EvaluationSetup,
  solutions: readonly Rewarded[],
): Promise<Tally[]> {
  const sequences = solutions.map((rollout) => sequenceOf(rollout));
  const from = (against: Model) => engine.score(senior, sequences, { temperature: 1, against });
  const apart = await from(junior);
  const moved = initial === null ? null : await from(initial);
  const kl = (scores: typeof apart) => scores.map((score) => score.kl);
  return [
    tokenMean('drift/kl', kl(apart)),
    tokenMean(
      'drift/js',
      apart.map((score) => score.js),
    ),
    ...(moved === null ? [] : [tokenMean('drift/initial_kl', kl(moved))]),
  ];
}

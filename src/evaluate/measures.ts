// The function of each evaluation metric, in the order in which events list them.
import type { SequenceScores } from '../engine/engine.ts';
import type { MetricOf } from '../metrics/metrics.ts';
import type { Evaluated } from './gather.ts';
import { repair } from './repair.ts';
import { retention } from './retention.ts';
import { STYLE_MEASURES } from './styles.ts';
import { accuracy, average, share, type Tally, tokenMean } from './tally.ts';

/** Of experiments: of evaluations where a third model reads. */
type ReaderMetric = 'reader/handoff' | 'reader/cross_entropy';

type EvaluationMeasure = (found: Evaluated) => Tally | null;

export const MEASURES: Readonly<Record<MetricOf<'evaluation'> | ReaderMetric, EvaluationMeasure>> =
  {
    'solo/accuracy': ({ solo }) => accuracy(solo),
    'solo/length': ({ solo }) => average(solo.map(({ tokens }) => tokens.length)),
    'solo/truncated': ({ solo }) => share(solo.map(({ finish }) => finish === 'length')),
    'solo/entropy': ({ solo }) => tokenMean(solo.map(({ senior }) => senior.entropies)),
    'tandem/accuracy': ({ tandem }) => accuracy(tandem),
    'handoff/accuracy': ({ handoff }) => accuracy(handoff),
    'handoff/retention': ({ solo, handoff }) => retention(accuracy(solo), accuracy(handoff)),
    'handoff/repair': ({ task, handoff }) => repair(task, handoff),
    'drift/kl': ({ fromJunior }) => divergence(fromJunior, 'kl'),
    'drift/js': ({ fromJunior }) => divergence(fromJunior, 'js'),
    'drift/initial_kl': ({ fromInitial }) => fromInitial && divergence(fromInitial, 'kl'),
    'legibility/junior_ce': ({ readByJunior }) => crossEntropy(readByJunior),
    'reader/handoff': ({ reader }) => reader && accuracy(reader.handoff),
    'reader/cross_entropy': ({ reader }) => reader && crossEntropy(reader.read),
    ...STYLE_MEASURES,
    'junior/accuracy': ({ junior }) => junior && accuracy(junior),
  };

/** Mean over tokens, nats. */
function divergence(scores: readonly SequenceScores[], kind: 'kl' | 'js'): Tally {
  return tokenMean(
    scores.map(({ [kind]: values }) => {
      if (values === null) throw new Error(`the engine gave no ${kind} divergence`);
      return values;
    }),
  );
}

/** Mean per token, then over solutions, nats. */
const crossEntropy = (scores: readonly SequenceScores[]): Tally =>
  average(
    scores.map(
      ({ logprobs }) => -logprobs.reduce((sum, value) => sum + value, 0) / logprobs.length,
    ),
  );

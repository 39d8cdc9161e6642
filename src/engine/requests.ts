// How requests to an engine are made from settings, prompts and rollouts, and what is read from its answers.
import type {
  GenerateRequest,
  GenerateRow,
  Rollout,
  Sampling,
  Sequence,
  TopTokens,
} from './engine.ts';

/** A row whose prompt is the same for both models. */
export const rowOf = (prompt: readonly number[], sequence: number, topTokens = 0): GenerateRow => ({
  prompts: { senior: prompt, junior: prompt },
  sequence,
  topTokens,
});

/** A request whose prompts are padded to its longest one. */
export function requestOf(
  rows: readonly GenerateRow[],
  rest: Omit<GenerateRequest, 'rows' | 'promptLength'>,
): GenerateRequest {
  const lengths = rows.map(({ prompts }) => Math.max(prompts.senior.length, prompts.junior.length));
  return { rows, ...rest, promptLength: Math.max(...lengths) };
}

/** The sampling part of a run's settings. */
export const samplingOf = ({ temperature, topK, topP, maxNewTokens }: Sampling): Sampling => ({
  temperature,
  topK,
  topP,
  maxNewTokens,
});

/** Every token may be drawn. */
export const untruncated = (temperature: number, maxNewTokens: number): Sampling => ({
  temperature,
  topK: 0,
  topP: 1,
  maxNewTokens,
});

/** How a run's settings say that evaluations sample. */
export const evaluationSampling = (config: {
  readonly evaluationTemperature: number;
  readonly maxNewTokens: number;
}): Sampling => untruncated(config.evaluationTemperature, config.maxNewTokens);

/** A rollout as one of its models is to score it. */
export const sequenceOf = (rollout: Rollout, model: 'senior' | 'junior' = 'senior'): Sequence => ({
  prompt: rollout[model].prompt,
  tokens: rollout.tokens,
});

/** Top tokens of both models; null where not both were recorded. */
export function topOfBoth({ senior, junior }: Pick<Rollout, 'senior' | 'junior'>): {
  readonly senior: TopTokens;
  readonly junior: TopTokens;
} | null {
  return senior.top && junior.top && { senior: senior.top, junior: junior.top };
}

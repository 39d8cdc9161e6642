// The schedule of a run's step, and that of a model that writes alone.
import type { RunConfig } from '../config/fields.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { boundaries } from './boundaries.ts';
import type { Schedule } from './schedule.ts';

/** The schedule of a step's coin. @param step 1-based */
export function scheduleAt(config: RunConfig, step: number, tokenizer: Tokenizer): Schedule {
  return {
    kind: config.schedule,
    seniorProbability: seniorProbabilityAt(config, step),
    maxGap: config.maxGap,
    chunkSize: config.chunkSize,
    start: config.start,
    boundary: boundaries(tokenizer, config.schedule),
  };
}

/** Never leaves the senior; a model alone is both models of it. */
export const SOLO = { kind: 'word', seniorProbability: 1, start: 'senior' } as const;

/** @param limits they place redraws, which keep the author here */
export function soloSchedule(
  tokenizer: Tokenizer,
  { maxGap, chunkSize }: Pick<Schedule, 'maxGap' | 'chunkSize'>,
): Schedule {
  return { ...SOLO, maxGap, chunkSize, boundary: boundaries(tokenizer, SOLO.kind) };
}

/**
 * p at a 1-based step: curriculumStart at step 1, seniorProbability from curriculumSteps + 1 on, and in
 * between a straight line or still the start.
 */
export function seniorProbabilityAt(config: RunConfig, step: number): number {
  const { curriculumSteps, curriculumStart, curriculumShape, seniorProbability } = config;
  if (step > curriculumSteps) return seniorProbability;
  if (curriculumShape === 'jump') return curriculumStart;
  const done = (step - 1) / curriculumSteps;
  return curriculumStart + done * (seniorProbability - curriculumStart);
}

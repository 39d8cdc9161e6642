// The forms of a run's files: run.json, and the lines of events.jsonl and rollouts.jsonl, which have no clock.
import type { RunConfig } from '../config/fields.ts';
import type { PresetName } from '../config/presets.ts';
import type { EngineInfo } from '../engine/engine.ts';
import type { Problem } from '../tasks/parts/task.ts';
import type { RewardedRollout, RunEvent, StepEvent } from './events.ts';

/** Raised when a field of these files changes its meaning. */
export const RECORD_VERSION = 1;

/** A checkpoint as it was read: its folder and the SHA-256 of its model.safetensors. */
export interface ModelRecord {
  readonly folder: string;
  readonly sha256: string;
}

/** run.json: what ran, on what, and how it ended. */
export interface RunRecord {
  readonly version: typeof RECORD_VERSION;
  readonly status: 'running' | 'finished' | 'interrupted' | 'failed';
  /** Why it failed; null otherwise. */
  readonly problem: string | null;
  readonly preset: PresetName;
  /** Fragment of the page's link of the same run. */
  readonly link: string;
  readonly config: RunConfig;
  readonly engine: EngineInfo;
  readonly models: {
    readonly senior: ModelRecord;
    readonly junior: ModelRecord;
    readonly secondJunior?: ModelRecord;
  };
  readonly versions: { readonly tandem: string; readonly node: string; readonly tfjs: string };
  /** The key of every random draw, and the number of each stream. */
  readonly seeds: { readonly seed: number; readonly streams: Readonly<Record<string, number>> };
  /** ISO 8601. */
  readonly started: string;
  readonly ended: string | null;
  /** Steps done. */
  readonly step: number;
}

export function formatRunRecord(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** A line of events.jsonl. A step's problems and rollouts are in rollouts.jsonl. */
export function eventLine(event: RunEvent): string {
  if (event.kind === 'start' || event.kind === 'resume') {
    // The reason may hold a measurement, which is never twice the same.
    return `${JSON.stringify({ ...event, engine: { name: event.engine.name } })}\n`;
  }
  if (event.kind !== 'step') return `${JSON.stringify(event)}\n`;
  const { kind, step, metrics } = event;
  return `${JSON.stringify({ kind, step, metrics })}\n`;
}

/** A rollout with its problem in plain JSON; log-probs are natural logarithms. */
export function rolloutRecord(
  rollout: Omit<RewardedRollout, 'advantage'>,
  problem: Problem,
): Readonly<Record<string, unknown>> {
  return {
    group: rollout.group,
    problem: problem.key,
    prompt: problem.prompt,
    answer: problem.answer,
    prompt_tokens: rollout.senior.prompt,
    tokens: Array.from(rollout.tokens),
    authors: Array.from(rollout.authors),
    redraws: Array.from(rollout.redraws),
    senior_logprobs: Array.from(rollout.senior.logprobs, shortest),
    junior_logprobs: Array.from(rollout.junior.logprobs, shortest),
    reward: rollout.reward,
    finish: rollout.finish,
    text: rollout.text,
  };
}

/** The lines of rollouts.jsonl of a step, in rollout order. */
export function rolloutLines({ step, problems, rollouts }: StepEvent): string[] {
  return rollouts.map((rollout) => {
    const problem = problems[rollout.group];
    if (problem === undefined) {
      throw new Error(
        `step ${step}: a rollout is of problem ${rollout.group} of ${problems.length}`,
      );
    }
    const record = { step, ...rolloutRecord(rollout, problem), advantage: rollout.advantage };
    return `${JSON.stringify(record)}\n`;
  });
}

/** Digits that distinguish any two f32. */
const MOST_DIGITS = 9;

/** The f32 as the number with the fewest digits that rounds to it: half the bytes, no information lost. */
export function shortest(value: number): number {
  for (let digits = 6; digits < MOST_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(MOST_DIGITS));
}

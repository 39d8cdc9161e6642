// A recording as one JSON text: every event of a run, and of some steps the rollouts of a few groups.

import { isPresetName, type PresetName } from '../config/presets.ts';
import type { RolloutSide, TopTokens } from '../engine/engine.ts';
import { isJsonObject } from '../json.ts';
import type { RewardedRollout, RunEvent, StepEvent } from './events.ts';
import { type FlatRollout, flattened, twoSided } from './flat-rollout.ts';

/** Raised when an older page could not read the text. */
const RECORDING_VERSION = 1;

export interface Recording {
  readonly preset: PresetName;
  /** What a reader calls the run; absent where it is the preset's own. */
  readonly name?: string;
  readonly events: readonly RunEvent[];
  /** The senior's weights at some steps: safetensors files, their paths below the models' folder. */
  readonly seniors: readonly { readonly step: number; readonly path: string }[];
}

/** Which solutions a recording has. */
export interface RecordedParts {
  /** Of every so many steps, and of the first. */
  readonly every: number;
  /** The first groups of a step. */
  readonly groups: number;
  /** How many top tokens of both models, at every position. */
  readonly topTokens: number;
}

const DIGITS = 4;
const short = (value: number) => Number(value.toPrecision(DIGITS));

/** The event as a recording keeps it; log-probs and probabilities to four digits. */
export function thinned(event: RunEvent, { every, groups, topTokens }: RecordedParts): RunEvent {
  if (event.kind !== 'step') return event;
  const isKept = event.step === 1 || event.step % every === 0;
  if (!isKept) return { ...event, problems: [], rollouts: [] };
  return {
    ...event,
    problems: event.problems.slice(0, groups),
    rollouts: event.rollouts
      .filter(({ group }) => group < groups)
      .map((rollout) => ({
        ...rollout,
        senior: withFewer(rollout.senior, topTokens),
        junior: withFewer(rollout.junior, topTokens),
      })),
  };
}

/** With the best `count` of its top tokens at each position. */
function withFewer(side: RolloutSide, count: number): RolloutSide {
  if (side.top === null) return side;
  const { ids, probabilities } = side.top;
  const width = ids.length / side.logprobs.length;
  const isFirst = (_: number, i: number) => i % width < count;
  return {
    ...side,
    top: { ids: ids.filter(isFirst), probabilities: probabilities.filter(isFirst) },
  };
}

export function formatRecording({ preset, events, seniors }: Recording): string {
  const plain = (_: string, value: unknown) => {
    if (value instanceof Float32Array) return Array.from(value, short);
    if (value instanceof Int32Array || value instanceof Uint8Array) return Array.from(value);
    return typeof value === 'number' && !Number.isInteger(value) ? short(value) : value;
  };
  const stored = { version: RECORDING_VERSION, preset, seniors, events: events.map(flat) };
  return `${JSON.stringify(stored, plain)}\n`;
}

const flat = (event: RunEvent) =>
  event.kind === 'step' ? { ...event, rollouts: event.rollouts.map(flattened) } : event;

/** @throws when the text is no recording of this version */
export function parseRecording(text: string): Recording {
  const found: unknown = JSON.parse(text);
  if (!isPlain(found)) throw new Error(`not a recorded run of version ${RECORDING_VERSION}`);
  return { preset: found.preset, seniors: found.seniors, events: found.events.map(typed) };
}

/** Arrays of numbers in the place of typed ones. */
type Plain<T> = T extends Float32Array | Int32Array | Uint8Array
  ? readonly number[]
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;
type PlainRollout = Plain<FlatRollout>;
type PlainEvent =
  | Exclude<RunEvent, StepEvent>
  | (Omit<StepEvent, 'rollouts'> & { readonly rollouts: readonly PlainRollout[] });

/** The file is our own and whole, so the outline is enough. */
function isPlain(
  found: unknown,
): found is Omit<Recording, 'events'> & { readonly events: readonly PlainEvent[] } {
  return (
    isJsonObject(found) &&
    found.version === RECORDING_VERSION &&
    typeof found.preset === 'string' &&
    isPresetName(found.preset) &&
    Array.isArray(found.seniors) &&
    Array.isArray(found.events)
  );
}

function typed(event: PlainEvent): RunEvent {
  return event.kind === 'step' ? { ...event, rollouts: event.rollouts.map(typedRollout) } : event;
}

function typedRollout(rollout: PlainRollout): RewardedRollout {
  const list = ({ ids, probabilities }: Plain<TopTokens>): TopTokens => ({
    ids: Int32Array.from(ids),
    probabilities: Float32Array.from(probabilities),
  });
  return twoSided({
    ...rollout,
    tokens: Int32Array.from(rollout.tokens),
    authors: Uint8Array.from(rollout.authors),
    redraws: Uint8Array.from(rollout.redraws),
    seniorLogprobs: Float32Array.from(rollout.seniorLogprobs),
    juniorLogprobs: Float32Array.from(rollout.juniorLogprobs),
    seniorEntropies: Float32Array.from(rollout.seniorEntropies),
    juniorEntropies: Float32Array.from(rollout.juniorEntropies),
    alternatives: rollout.alternatives && {
      senior: list(rollout.alternatives.senior),
      junior: list(rollout.alternatives.junior),
    },
  });
}

// A batch: arms that are trained with the same seeds.
import { type EngineName, FIELD_NAMES, FIELDS, type RunConfig } from '../../../config/fields.ts';
import { type Parsed, withField } from '../../../config/parse.ts';
import type { PresetName } from '../../../config/presets.ts';
import type { Method } from './methods.ts';

export interface PlannedArm {
  /** Unique in its batch. */
  readonly name: string;
  readonly stands: string;
  /** With the batch's first seed. */
  readonly config: RunConfig;
}

export type JobState =
  | { readonly kind: 'waiting' | 'done' }
  | { readonly kind: 'failed'; readonly message: string };

export interface RunJob {
  readonly arm: string;
  readonly seed: number;
  readonly state: JobState;
}

export interface RunBatch {
  readonly id: string;
  readonly kind: 'arms' | 'sweep';
  readonly title: string;
  readonly preset: PresetName;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly arms: readonly PlannedArm[];
  /** What `auto` chose for its first run computes the others too, for engines round differently. */
  readonly engine: EngineName | null;
  readonly jobs: readonly RunJob[];
}

export type BatchPlan = Pick<RunBatch, 'kind' | 'title' | 'preset' | 'arms'> & {
  readonly seeds: readonly number[];
};

/** More would keep a browser busy for days. */
const MOST_RUNS = 500;
export const MOST_SEEDS = 20;

/** Seeds from a first one on. */
export function seedsFrom(first: number, countText: string): Parsed<readonly number[]> {
  const count = Number(countText.trim());
  const { max } = FIELDS.seed;
  if (countText.trim() === '' || !Number.isInteger(count) || count < 1 || count > MOST_SEEDS) {
    return {
      problem: `Seeds: “${countText}” cannot be used; whole numbers from 1 to ${MOST_SEEDS}.`,
    };
  }
  if (first + count - 1 > max) {
    return {
      problem: `Seeds: ${count} from seed ${first} on would pass ${max}, the largest seed there is.`,
    };
  }
  return { value: Array.from({ length: count }, (_, i) => first + i) };
}

/** The arms that the ways are of these settings. */
export const armsOf = (base: RunConfig, ways: readonly Method[]): readonly PlannedArm[] =>
  ways.map(({ name, stands, patch }) => ({ name, stands, config: { ...base, ...patch(base) } }));

/** An arm of the reader's own: settings as a link writes them, on top of those on screen. */
export function ownArm(base: RunConfig, name: string, text: string): Parsed<PlannedArm> {
  const title = name.trim();
  if (title === '') return { problem: 'An arm of your own needs a name.' };
  let config = base;
  for (const part of text.split(/[&\s,]+/).filter((each) => each !== '')) {
    const [key, value] = part.split('=');
    const found = FIELD_NAMES.find((each) => FIELDS[each].url === key);
    if (found === undefined || value === undefined) {
      return { problem: `“${part}” is not of the form setting=value, as links write settings.` };
    }
    const parsed = withField(config, found, value);
    if ('problem' in parsed) return parsed;
    config = parsed.value;
  }
  return { value: { name: title, stands: 'settings of your own', config } };
}

/** Seed by seed through all arms, so that pairs are complete early. */
export const jobsOf = ({ arms, seeds }: Pick<BatchPlan, 'arms' | 'seeds'>): readonly RunJob[] =>
  seeds.flatMap((seed) =>
    arms.map(({ name }) => ({ arm: name, seed, state: { kind: 'waiting' } })),
  );

/** What cannot be run, as a sentence; null where all can. */
export function planProblem({ arms, seeds }: Pick<BatchPlan, 'arms' | 'seeds'>): string | null {
  if (arms.length === 0) return 'Choose at least one arm.';
  const runs = arms.length * seeds.length;
  if (runs > MOST_RUNS) return `${runs} runs are too many; at most ${MOST_RUNS}.`;
  const names = arms.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  return twice === undefined ? null : `Two arms are called “${twice}”.`;
}

/** The settings of one run. */
export function configOf({ arms, engine }: RunBatch, { arm, seed }: RunJob): RunConfig | null {
  const planned = arms.find(({ name }) => name === arm);
  if (planned === undefined) return null;
  const { config } = planned;
  return { ...config, seed, engine: config.engine === 'auto' && engine ? engine : config.engine };
}

// A sweep: one or two settings with some values each, every combination an arm.
import {
  FIELD_NAMES,
  FIELDS,
  type Field,
  type FieldName,
  type RunConfig,
} from '../../../config/fields.ts';
import { pairProblem } from '../../../config/own-pair.ts';
import { formatField, type Parsed, withField } from '../../../config/parse.ts';
import { weights } from '../../../experiments/weights.ts';
import type { PlannedArm } from './batch.ts';

/** A setting and its values, as a reader writes them. */
export interface Axis {
  readonly field: FieldName;
  /** Separated by commas or spaces. */
  readonly values: string;
}

const MOST_VALUES = 12;

/** Every run has its own seed, and engines round differently. */
const APART: readonly FieldName[] = ['seed', 'engine'];
export const SWEPT: readonly FieldName[] = FIELD_NAMES.filter((name) => !APART.includes(name));

const textsOf = ({ values }: Axis): readonly string[] =>
  values.split(/[\s,;]+/).filter((text) => text !== '');

/** A setting’s value in the name of an arm. */
const tag = (field: FieldName, config: RunConfig) =>
  `${FIELDS[field].url} ${formatField(config[field])}`;

function axisProblem({ field, values }: Axis, texts: readonly string[]): string | null {
  const { label, url } = FIELDS[field];
  if (texts.length === 0) return `${label} (${url}): give at least one value.`;
  if (texts.length > MOST_VALUES) {
    return `${label} (${url}): ${texts.length} values are too many; at most ${MOST_VALUES}.`;
  }
  const twice = texts.find((text, i) => texts.indexOf(text) !== i);
  return twice === undefined
    ? null
    : `${label} (${url}): “${twice}” is given twice in “${values}”.`;
}

/** The settings with each of the axis's values in turn. */
function along(configs: readonly RunConfig[], axis: Axis): Parsed<readonly RunConfig[]> {
  const texts = textsOf(axis);
  const problem = axisProblem(axis, texts);
  if (problem !== null) return { problem };
  const found: RunConfig[] = [];
  for (const config of configs) {
    for (const text of texts) {
      const parsed = withField(config, axis.field, text);
      if ('problem' in parsed) return parsed;
      const unfit = pairProblem(parsed.value);
      if (unfit !== null) return { problem: unfit };
      found.push(parsed.value);
    }
  }
  return { value: found };
}

/** One arm for each combination, the last axis fastest. */
export function sweepArms(base: RunConfig, axes: readonly Axis[]): Parsed<readonly PlannedArm[]> {
  const fields = axes.map(({ field }) => field);
  if (new Set(fields).size < fields.length) return { problem: 'Choose two different settings.' };
  let configs: readonly RunConfig[] = [base];
  for (const axis of axes) {
    const parsed = along(configs, axis);
    if ('problem' in parsed) return parsed;
    configs = parsed.value;
  }
  const arms = configs.map((config) => ({
    name: fields.map((field) => tag(field, config)).join(', '),
    stands: fields
      .map((field) => `${FIELDS[field].label} ${formatField(config[field])}`)
      .join(', '),
    config,
  }));
  return { value: arms };
}

/** The values of a setting in the arms of an experiment, each once. */
const valuesIn = (field: 'failureWeight' | 'juniorWeight') =>
  [...new Set(weights.arms.map(({ patch }) => patch[field]))].join(', ');

/** The grid of the first paper's weights, as it was measured. */
export const WEIGHTS_GRID: readonly Axis[] = [
  { field: 'failureWeight', values: valuesIn('failureWeight') },
  { field: 'juniorWeight', values: valuesIn('juniorWeight') },
];

/** A few values to begin with, by the kind of setting. */
export function someValues(field: FieldName, base: RunConfig): string {
  const row: Field = FIELDS[field];
  if (row.type === 'choice') return row.choices.slice(0, 3).join(', ');
  if (row.type === 'flag') return 'off, on';
  const now = Number(base[field]);
  const scaled = now === 0 ? [0, row.max / 4, row.max / 2] : [now / 2, now, 2 * now];
  const fitting = scaled.map((value) => {
    const rounded = row.type === 'integer' ? Math.round(value) : Number(value.toPrecision(6));
    return Math.min(row.max, Math.max(row.min, rounded));
  });
  return [...new Set(fitting)].join(', ');
}

// The text of one setting to its value, checked against its row of FIELDS, and back.
import {
  FIELD_NAMES,
  FIELDS,
  type Field,
  type FieldName,
  type NumberField,
  type RunConfig,
} from './fields.ts';
import { isOwnName } from './own-model.ts';

export type FieldValue = string | number | boolean;
/** Either the value, or one sentence that names the setting, the text and what is allowed. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SHOWN_LENGTH = 40;

const quote = (text: string) =>
  `“${text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text}”`;

/** What a setting may be, in words. */
export function allowedValues(field: Field): string {
  switch (field.type) {
    case 'choice':
      return field.choices.length === 1
        ? `only ${field.choices[0]}`
        : `one of ${field.choices.join(', ')}`;
    case 'flag':
      return 'on or off';
    case 'integer':
      return `whole numbers from ${field.min} to ${field.max}`;
    case 'number':
      return `numbers from ${field.min} to ${field.max}`;
  }
}

function numberProblem(field: NumberField, text: string): string | null {
  if (!NUMBER.test(text)) return 'is not a number';
  const value = Number(text);
  if (field.type === 'integer' && !Number.isInteger(value)) return 'is not a whole number';
  if (value < field.min) return 'is too small';
  if (value > field.max) return 'is too large';
  return null;
}

function readValue(field: Field, text: string): Parsed<FieldValue> {
  switch (field.type) {
    case 'choice':
      return field.choices.includes(text) || (field.own && isOwnName(text))
        ? { value: text }
        : { problem: 'is not a choice' };
    case 'flag':
      return text === 'on' || text === 'off'
        ? { value: text === 'on' }
        : { problem: 'is not a choice' };
    case 'integer':
    case 'number': {
      const problem = numberProblem(field, text);
      // Adding 0 turns -0, which would not survive the way through text, into 0.
      return problem === null ? { value: Number(text) + 0 } : { problem };
    }
  }
}

/** The value that `text` gives the setting; spaces around it do not count. Never throws. */
export function parseField(name: FieldName, text: string): Parsed<FieldValue> {
  const field: Field = FIELDS[name];
  const parsed = readValue(field, text.trim());
  if ('value' in parsed) return parsed;
  const allowed = allowedValues(field);
  return {
    problem: `${field.label} (${field.url}): ${quote(text)} ${parsed.problem}; ${allowed}.`,
  };
}

/** The config with one setting read from text, or why that text cannot be used. */
export function withField(config: RunConfig, name: FieldName, text: string): Parsed<RunConfig> {
  const parsed = parseField(name, text);
  return 'value' in parsed ? { value: { ...config, [name]: parsed.value } } : parsed;
}

const isPlain = (value: unknown): value is FieldValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The config with the settings that foreign JSON names; its other keys are ignored. */
export function withFound(
  config: RunConfig,
  found: Readonly<Record<string, unknown>>,
): Parsed<RunConfig> {
  let changed = config;
  for (const name of FIELD_NAMES) {
    const value = found[name];
    if (value === undefined) continue;
    const text = isPlain(value) ? formatField(value) : String(JSON.stringify(value));
    const read = withField(changed, name, text);
    if ('problem' in read) return read;
    changed = read.value;
  }
  return { value: changed };
}

/** Shortest text that parseField reads back as the same value. */
export function formatField(value: FieldValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

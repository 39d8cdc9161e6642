// Settings as options: one option per row of FIELDS, and the config that they give.
import {
  FIELD_NAMES,
  FIELDS,
  type Field,
  type FieldName,
  type RunConfig,
} from '../../src/config/fields.ts';
import { allowedValues, formatField, withField } from '../../src/config/parse.ts';
import { type Given, type Option, UsageError } from './command.ts';

/** seniorProbability -> senior-probability. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const PLACEHOLDERS = { choice: 'NAME', flag: 'true|false', integer: 'N', number: 'X' } as const;

/** What a setting may be, in the terminal's words: its flags are true or false. */
const allowed = (field: Field) => (field.type === 'flag' ? 'true or false' : allowedValues(field));

export function fieldOption(name: FieldName, option: string = kebabCase(name)): Option {
  const field: Field = FIELDS[name];
  const usual = field.type === 'flag' ? String(field.default) : formatField(field.default);
  return {
    name: option,
    value: PLACEHOLDERS[field.type],
    help: `${field.help} (${allowed(field)}; default ${usual})`,
    ...(field.type === 'flag' && { bare: 'true' }),
    field: name,
  };
}

export const ALL_FIELD_OPTIONS: readonly Option[] = FIELD_NAMES.map((name) => fieldOption(name));

const FLAG_TEXTS: Readonly<Record<string, string>> = { true: 'on', false: 'off' };

/**
 * The config with the given options' settings.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readFields(base: RunConfig, options: readonly Option[], given: Given): RunConfig {
  let config = base;
  for (const { name, field } of options) {
    const text = given.options.get(name);
    if (text === undefined || field === undefined) continue;
    const isFlag = FIELDS[field].type === 'flag';
    const parsed = withField(config, field, isFlag ? (FLAG_TEXTS[text] ?? text) : text);
    if ('problem' in parsed) {
      throw new UsageError(`--${name} is “${text}”; allowed: ${allowed(FIELDS[field])}.`);
    }
    config = parsed.value;
  }
  return config;
}

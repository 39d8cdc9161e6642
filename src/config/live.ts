// Which settings may change during a run, and what differs between two configs.
import { FIELD_NAMES, FIELDS, type Field, type FieldName, type RunConfig } from './fields.ts';

/** New values of settings that took effect between two steps. */
export type Changes = { readonly [K in FieldName]?: RunConfig[K] };

const fieldOf = (name: FieldName): Field => FIELDS[name];

export const isLive = (name: FieldName): boolean => fieldOf(name).live === true;

/** Settings that differ, in table order. */
export const differing = (a: RunConfig, b: RunConfig): readonly FieldName[] =>
  FIELD_NAMES.filter((name) => a[name] !== b[name]);

const only = (config: RunConfig, names: readonly FieldName[]): Changes => {
  let changes: Changes = {};
  for (const name of names) changes = { ...changes, [name]: config[name] };
  return changes;
};

/** The settings of `edited` that a run with `config` can take up; null where none differs. */
export function liveChanges(config: RunConfig, edited: RunConfig): Changes | null {
  const names = differing(config, edited).filter(isLive);
  return names.length === 0 ? null : only(edited, names);
}

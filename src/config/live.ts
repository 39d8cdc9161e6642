// Which settings may change while a run is on, and what differs between two configs. Knows no run.
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

/** What of `wanted` may be taken up by a run that has `config`; null where nothing is to change. */
export function liveChanges(config: RunConfig, wanted: RunConfig): Changes | null {
  const names = differing(config, wanted).filter(isLive);
  return names.length === 0 ? null : only(wanted, names);
}

// Every setting of a run, from which the terminal's flags, the link and the page's controls are made.

import { EVALUATION_FIELDS } from './fields/evaluation.ts';
import type { Field } from './fields/field.ts';
import { HANDOFF_FIELDS } from './fields/handoff.ts';
import { METHOD_FIELDS } from './fields/method.ts';
import { OPTIMIZER_FIELDS } from './fields/optimizer.ts';
import { PAIR_FIELDS } from './fields/pair.ts';
import { RUN_FIELDS } from './fields/run.ts';
import type { OwnName } from './own-model.ts';

export type { ChoiceField, Field, FieldGroup, FlagField, NumberField } from './fields/field.ts';

export const FIELDS = {
  ...PAIR_FIELDS,
  ...HANDOFF_FIELDS,
  ...METHOD_FIELDS,
  ...OPTIMIZER_FIELDS,
  ...EVALUATION_FIELDS,
  ...RUN_FIELDS,
} as const satisfies Record<string, Field>;

type Widen<F> = F extends { readonly choices: readonly (infer C)[] }
  ? F extends { readonly own: true }
    ? C | OwnName
    : C
  : F extends { readonly type: 'flag' }
    ? boolean
    : number;

export type FieldName = keyof typeof FIELDS;
export type RunConfig = { readonly [K in FieldName]: Widen<(typeof FIELDS)[K]> };
/** Engines by name, fastest first where both are there; what `auto` decides among. */
export type EngineName = Exclude<RunConfig['engine'], 'auto'>;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

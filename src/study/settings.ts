// The settings of an experiment for its report: what all arms share beyond the defaults, and in what they differ.
import { FIELD_NAMES, type FieldName, type RunConfig } from '../config/fields.ts';
import { formatLink } from '../config/link.ts';
import { formatField } from '../config/parse.ts';
import { DEFAULTS, type PresetName } from '../config/presets.ts';
import { type Experiment, runConfig } from '../experiments/experiment.ts';

export interface ArmSettings {
  /** Settings of all arms that are not the default. */
  readonly shared: readonly (readonly [FieldName, string])[];
  /** Settings in which arms differ: the columns. */
  readonly fields: readonly FieldName[];
  readonly arms: readonly {
    readonly name: string;
    readonly stands: string;
    /** In the order of `fields`. */
    readonly values: readonly string[];
    /** Fragment of the page's link; of an experiment, with seed 1. */
    readonly link: string;
  }[];
}

/** These are said elsewhere. */
const APART: readonly FieldName[] = ['seed', 'engine'];

/** An arm with all its settings. */
export interface ResolvedArm {
  readonly name: string;
  readonly stands: string;
  readonly preset: PresetName;
  readonly config: RunConfig;
}

export const settingsOf = (experiment: Experiment): ArmSettings =>
  settingsOfArms(
    experiment.arms.map((arm) => ({
      ...arm,
      config: { ...runConfig(experiment, arm, 1), engine: DEFAULTS.engine },
    })),
  );

export function settingsOfArms(arms: readonly ResolvedArm[]): ArmSettings {
  const configs = arms.map(({ config }) => config);
  const names = FIELD_NAMES.filter((name) => !APART.includes(name));
  const differs = (name: FieldName) =>
    configs.some((config) => config[name] !== configs[0]?.[name]);
  const text = (config: RunConfig | undefined, name: FieldName) =>
    formatField((config ?? DEFAULTS)[name]);
  const fields = names.filter(differs);
  return {
    shared: names
      .filter((name) => !differs(name) && configs[0]?.[name] !== DEFAULTS[name])
      .map((name) => [name, text(configs[0], name)] as const),
    fields,
    arms: arms.map(({ name, stands, preset, config }) => ({
      name,
      stands,
      values: fields.map((field) => text(config, field)),
      link: formatLink(preset, config),
    })),
  };
}

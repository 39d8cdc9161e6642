// Named experiments: what to look for, and how the run differs from the defaults of FIELDS.
import { FIELD_NAMES, FIELDS, type RunConfig } from './fields.ts';

export interface Preset {
  readonly title: string;
  /** One sentence: what to look for in the run. */
  readonly look: string;
  readonly patch: Partial<RunConfig>;
}

const REINFORCE = {
  loss: 'reinforce',
  advantage: 'outcome',
  juniorWeight: 1,
  normalizer: 'all-tokens',
  learningRate: 0.0005,
  promptsPerStep: 64,
  groupSize: 2,
  steps: 40,
} as const satisfies Partial<RunConfig>;

export const PRESETS = {
  jargon: {
    title: 'Jargon',
    look: 'The senior starts out in calculator jargon that the junior cannot continue; watch it fade. In our ten runs jargon fell from 81 % to 0.2 % in 60 steps and handoff accuracy rose from 18 % to 68 %; solo accuracy paid three points.',
    patch: {},
  },
  'jargon-reinforce': {
    title: 'Jargon, REINFORCE',
    look: 'The method of the first paper: right solutions are imitated, the junior’s tokens too; in our ten runs jargon fell from 98 % to 1 % within 20 steps; solo accuracy paid three points.',
    patch: { ...REINFORCE, senior: 'jargon-specialist' },
  },
  french: {
    title: 'French to English',
    look: 'A French senior comes to write the English of its junior, by no bridge that both know: in our runs French went from 97 % to none in 40 steps, handoff accuracy from 11 % to 70 %, and solo accuracy dipped on the way.',
    patch: { ...REINFORCE, senior: 'french-senior', junior: 'english-junior' },
  },
  polyglot: {
    title: 'Polyglot',
    look: 'The senior knows six ways of writing; drift from the junior falls to a fifth and legibility improves while solo accuracy holds.',
    patch: { senior: 'polyglot-senior', learningRate: 0.0003 },
  },
  trl: {
    title: 'Same model twice',
    look: 'Senior and junior start as one checkpoint; the senior learns to repair the slips that the junior marks with “maybe”. In our runs it repaired 87 % of them, without a junior in training 39 %, and handoff accuracy was 90 % against 84 %.',
    patch: { senior: 'hedge-base', junior: 'hedge-base', learningRate: 0.0003, steps: 100 },
  },
  'weak-junior': {
    title: 'Jargon, weak junior',
    look: 'A junior that is right alone about once in five makes jargon fade too, within about 30 steps; handoff accuracy doubles but stays low, and solo accuracy dips by a few points.',
    patch: { junior: 'feeble-junior' },
  },
  'both-learn': {
    title: 'Both learn',
    look: 'The junior is trained too: jargon fades as before, the junior’s own accuracy rises from a half to three quarters, and handoff accuracy passes four in five.',
    patch: { juniorLearns: true },
  },
  logic: {
    title: 'Logic',
    look: 'Propositional logic in place of arithmetic: the senior starts out in symbols that the junior cannot read; watch them fade as jargon does, and handoff accuracy rise, while solo accuracy holds.',
    patch: { task: 'logic', senior: 'logic-senior', junior: 'logic-junior' },
  },
  vanilla: {
    title: 'Jargon, no junior',
    look: 'Ordinary GRPO, the senior writes everything: in our ten runs jargon stayed at 85 % and the junior could finish 15 % of what it took over.',
    patch: { seniorProbability: 1 },
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;
export const DEFAULT_PRESET: PresetName = 'jargon';

export const isPresetName = (name: string): name is PresetName => Object.hasOwn(PRESETS, name);
export const PRESET_NAMES: readonly PresetName[] = Object.keys(PRESETS).filter(isPresetName);

const isComplete = (config: Partial<RunConfig>): config is RunConfig =>
  FIELD_NAMES.every((name) => Object.hasOwn(config, name));

function defaults(): RunConfig {
  let config: Partial<RunConfig> = {};
  for (const name of FIELD_NAMES) config = { ...config, [name]: FIELDS[name].default };
  if (!isComplete(config)) throw new Error('a field of FIELDS has no default');
  return config;
}

/** Every setting at its default. */
export const DEFAULTS: RunConfig = defaults();

/** The whole config of a preset. */
export function presetConfig(name: PresetName): RunConfig {
  return { ...DEFAULTS, ...PRESETS[name].patch };
}

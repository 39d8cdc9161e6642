// Named experiments: what to look for, and how the run differs from the defaults of FIELDS.
import { FIELD_NAMES, FIELDS, type RunConfig } from './fields.ts';

/** Parts of the list, in its order. */
export const PRESET_GROUPS = {
  'paper-1': 'Paper 1: tandem training',
  'paper-2': 'Paper 2: with verifiable rewards',
  questions: 'Questions',
  free: 'Free',
} as const;
export type PresetGroup = keyof typeof PRESET_GROUPS;

export interface Preset {
  readonly group: PresetGroup;
  readonly title: string;
  /** What to look for in the run, as one sentence. */
  readonly look: string;
  /** What it showed in our runs, as one sentence with its figures; null where there was nothing to show. */
  readonly found: string | null;
  /** Where the figures come from: a file of docs/results, or the preset's own recording. */
  readonly source: `${string}.md` | 'recording' | null;
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
    group: 'paper-1',
    title: 'Jargon',
    look: 'The senior starts out in calculator jargon that the junior cannot continue; watch it fade while handoff accuracy rises.',
    found:
      'In our runs jargon fell from 81 % to 0.2 % in 60 steps and handoff accuracy rose from 18 % to 68 %; solo accuracy paid three points.',
    source: 'jargon.md',
    patch: {},
  },
  'jargon-reinforce': {
    group: 'paper-1',
    title: 'Jargon, REINFORCE',
    look: 'The method of the first paper, where right solutions are imitated, the junior’s tokens too; watch how much sooner jargon fades.',
    found:
      'In our runs jargon fell from 98 % to 1 % within 20 steps and handoff accuracy rose from 8 % to 68 %; solo accuracy paid three points.',
    source: 'jargon.md',
    patch: { ...REINFORCE, senior: 'jargon-specialist' },
  },
  vanilla: {
    group: 'paper-1',
    title: 'Jargon, no junior',
    look: 'Ordinary GRPO, in which the senior writes everything; watch that nothing drives its jargon out.',
    found:
      'In our runs jargon stayed at 85 % and the junior could finish 15 % of what it took over.',
    source: 'jargon.md',
    patch: { seniorProbability: 1 },
  },
  french: {
    group: 'paper-1',
    title: 'French to English',
    look: 'A French senior writes with a junior that knows English only; watch whether it takes up English, and by which bridge.',
    found:
      'In our runs French went from 97 % to none in 40 steps by no bridge, digits stayed below 1 %, and handoff accuracy rose from 10 % to 70 %.',
    source: 'languages.md',
    patch: { ...REINFORCE, senior: 'french-senior', junior: 'english-junior' },
  },
  'french-german': {
    group: 'paper-1',
    title: 'French to German',
    look: 'A French senior writes with a junior that knows German only; watch whether English, which the senior knows too, appears on the way.',
    found:
      'In our runs 99 % of the lines were German after 40 steps, English came to 7 % at its peak, and handoff accuracy rose from 6 % to 71 %.',
    source: 'languages.md',
    patch: { ...REINFORCE, senior: 'french-senior', junior: 'german-junior' },
  },
  'french-spanish': {
    group: 'paper-1',
    title: 'French to Spanish',
    look: 'A French senior writes with a junior that knows Spanish only; watch which language comes between, and what solo accuracy pays.',
    found:
      'In our runs 98 % of the lines were Spanish after 40 steps, English came to 11 % at its peak, and solo accuracy fell from 87 % to 80 %.',
    source: 'languages.md',
    patch: { ...REINFORCE, senior: 'french-senior', junior: 'spanish-junior' },
  },
  'polyglot-german': {
    group: 'paper-1',
    title: 'Polyglot to German',
    look: 'A senior with six ways of writing meets a junior that knows German only; watch five of them go.',
    found:
      'In our runs German rose from 14 % to nearly all in 40 steps, and solo accuracy from 88 % to 92 %.',
    source: 'languages.md',
    patch: { ...REINFORCE, senior: 'polyglot-senior', junior: 'german-junior' },
  },
  trl: {
    group: 'paper-2',
    title: 'Same model twice',
    look: 'Senior and junior start as one checkpoint; watch the senior learn to repair the slips that the junior marks with “maybe”.',
    found:
      'In our runs it repaired 89 % of them, without a junior in training 45 %, and handoff accuracy was 89 % against 84 %; drift and legibility were no better.',
    source: 'trl.md',
    patch: { senior: 'hedge-base', junior: 'hedge-base', learningRate: 0.0003, steps: 100 },
  },
  'long-traces': {
    group: 'questions',
    title: 'Longer traces',
    look: 'One model twice, trained by steps on short stories; watch whether its repairs would last in stories two, four and eight times as long.',
    found:
      'In our runs handoff accuracy on such stories was 78, 53 and 15 %, without a junior in training 63, 39 and 12 %: the advantage is plain up to four times the length and not decided at eight.',
    source: 'long-traces.md',
    patch: {
      senior: 'long-base',
      junior: 'long-base',
      schedule: 'step',
      learningRate: 0.00015,
      steps: 100,
      evaluateEvery: 10,
    },
  },
  'weak-junior': {
    group: 'questions',
    title: 'Weak junior',
    look: 'The junior is right alone about once in four; watch whether so weak a partner can still drive jargon out.',
    found:
      'In our runs jargon fell from 82 % to 4 % in 40 steps and handoff accuracy rose from 13 % to 43 %; solo accuracy paid two points.',
    source: 'junior-strength.md',
    patch: { junior: 'feeble-junior' },
  },
  granularity: {
    group: 'questions',
    title: 'Handoff by steps',
    look: 'The pen changes hands at line ends only, not after every word; watch whether the grain of the handoff matters.',
    found:
      'In our runs it hardly did, with handoff accuracy at about 69 % and jargon at 1.3 % or less by tokens, words, steps, chunks and strictly in turns.',
    source: 'granularity.md',
    patch: { schedule: 'step', steps: 40 },
  },
  'both-learn': {
    group: 'questions',
    title: 'Both learn',
    look: 'The junior is trained too; watch whether the two find a private code or the junior writes better.',
    found:
      'In our runs jargon faded as before, the junior’s own accuracy rose from 52 % to 72 % in 40 steps, and handoff accuracy reached 81 %.',
    source: 'co-adaptation.md',
    patch: { juniorLearns: true },
  },
  polyglot: {
    group: 'questions',
    title: 'Polyglot to plain',
    look: 'The senior knows six ways of writing and the junior one of them; watch drift from the junior fall and legibility improve.',
    found:
      'In the recorded run drift fell from 2.8 to 0.3 nats in 60 steps, plain text rose from 13 % to 52 %, and handoff accuracy from 45 % to 65 %.',
    source: 'recording',
    patch: { senior: 'polyglot-senior', learningRate: 0.0003 },
  },
  logic: {
    group: 'questions',
    title: 'Logic',
    look: 'Propositional logic in place of arithmetic, by a senior that starts out in symbols; watch them fade as jargon does.',
    found:
      'In our runs symbols fell from 79 % to 3 % in 60 steps and handoff accuracy rose from 35 % to 74 %; solo accuracy fell from 97 % to 90 %.',
    source: 'off-task.md',
    patch: { task: 'logic', senior: 'logic-senior', junior: 'logic-junior' },
  },
  free: {
    group: 'free',
    title: 'Free',
    look: 'Everything is yours to set; what differs from the defaults is marked, and the link holds it.',
    found: null,
    source: null,
    patch: {},
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;
export const DEFAULT_PRESET: PresetName = 'jargon';

export const isPresetName = (name: string): name is PresetName => Object.hasOwn(PRESETS, name);
export const PRESET_NAMES: readonly PresetName[] = Object.keys(PRESETS).filter(isPresetName);

export const PRESET_GROUP_NAMES = Object.keys(PRESET_GROUPS).filter((name): name is PresetGroup =>
  Object.hasOwn(PRESET_GROUPS, name),
);

/** The presets of a part of the list. */
export const presetsOf = (group: PresetGroup): readonly PresetName[] =>
  PRESET_NAMES.filter((name) => PRESETS[name].group === group);

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

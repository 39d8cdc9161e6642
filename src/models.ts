// The shipped checkpoints: one row per folder of public/models. Knows no files and no weights.
import type { Family } from './tasks/names.ts';

interface ModelRow {
  readonly title: string;
  readonly summary: string;
  /** The task it learnt; arithmetic where none is named. */
  readonly task?: Family;
}

export const MODELS = {
  'jargon-senior': {
    title: 'Jargon expert',
    summary: 'Skilled; writes calculator jargon about 80 % of the time, plain text otherwise.',
  },
  'jargon-specialist': {
    title: 'Jargon specialist',
    summary: 'Skilled; writes calculator jargon about 98 % of the time.',
  },
  'french-senior': {
    title: 'French expert',
    summary: 'Skilled; writes French number words about 98 % of the time.',
  },
  'polyglot-senior': {
    title: 'Polyglot',
    summary: 'Skilled; writes plain text, jargon and four languages in equal parts.',
  },
  'early-polyglot': {
    title: 'Early polyglot',
    summary: 'The polyglot in the middle of its training: weaker, in all its styles.',
  },
  'plain-junior': {
    title: 'Plain writer',
    summary: 'Weaker; writes plain text only and slips now and then.',
  },
  'feeble-junior': {
    title: 'Feeble writer',
    summary: 'Very weak; writes plain text only and slips in nearly every second step.',
  },
  'able-junior': {
    title: 'Able writer',
    summary: 'Skilled; writes plain text only.',
  },
  'plain-reader': {
    title: 'Plain reader',
    summary: 'Weaker; writes plain text only, and shares no ancestor with the plain writer.',
  },
  'plain-apprentice': {
    title: 'Plain apprentice',
    summary: 'Weaker; learnt jargon once, but writes plain text only and slips now and then.',
  },
  'english-junior': {
    title: 'English writer',
    summary: 'Weaker; writes English number words only.',
  },
  'french-junior': {
    title: 'French writer',
    summary: 'Weaker; writes French number words only.',
  },
  'spanish-junior': {
    title: 'Spanish writer',
    summary: 'Weaker; writes Spanish number words only.',
  },
  'german-junior': {
    title: 'German writer',
    summary: 'Weaker; writes German number words only.',
  },
  'hedge-base': {
    title: 'Hedging base',
    summary:
      'Slips, says "maybe" when it does, and sometimes repairs a slip. Senior and junior at once.',
  },
  'logic-senior': {
    title: 'Logic expert',
    summary: 'Skilled at logic; writes symbols about 80 % of the time, plain text otherwise.',
    task: 'logic',
  },
  'logic-junior': {
    title: 'Logic writer',
    summary: 'Weaker at logic; writes plain text only and slips now and then.',
    task: 'logic',
  },
  'long-base': {
    title: 'Hedging base, long stories',
    summary: 'As the hedging base, for stories up to eight times as long.',
  },
} as const satisfies Readonly<Record<string, ModelRow>>;

/** Stands where a model may be left out. */
export const NO_MODEL = 'none';

export type ModelName = keyof typeof MODELS;
export const MODEL_NAMES = Object.keys(MODELS) as readonly ModelName[];

export function taskOf(name: ModelName): Family {
  const { task }: ModelRow = MODELS[name];
  return task ?? 'arithmetic';
}

interface Pair {
  readonly senior: ModelName;
  readonly junior: ModelName;
}

/** The pair that a task begins with. */
export const OWN_PAIRS: Readonly<Record<Family, Pair>> = {
  arithmetic: { senior: 'jargon-senior', junior: 'plain-junior' },
  logic: { senior: 'logic-senior', junior: 'logic-junior' },
};

// The shipped checkpoints: one row per folder of public/models.
import type { Family } from './tasks/names.ts';

interface ModelRow {
  readonly title: string;
  readonly summary: string;
  /** The task it learnt; arithmetic where none is named. */
  readonly task?: Family;
  /** The task begins with it as its senior or junior. */
  readonly first?: 'senior' | 'junior';
}

interface ModelPair {
  readonly senior: ModelName;
  readonly junior: ModelName;
}

export const MODELS = {
  'jargon-senior': {
    title: 'Jargon expert',
    summary: 'Skilled; writes calculator jargon about 80 % of the time, plain text otherwise.',
    first: 'senior',
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
    first: 'junior',
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
    first: 'senior',
  },
  'logic-junior': {
    title: 'Logic writer',
    summary: 'Weaker at logic; writes plain text only and slips now and then.',
    task: 'logic',
    first: 'junior',
  },
  'long-base': {
    title: 'Hedging base, long stories',
    summary: 'As the hedging base, for stories up to eight times as long.',
  },
} as const satisfies Readonly<Record<string, ModelRow>>;

/** Where a model may be left out. */
export const NO_MODEL = 'none';

export type ModelName = keyof typeof MODELS;
export const MODEL_NAMES = Object.keys(MODELS) as readonly ModelName[];

export function taskOf(name: ModelName): Family {
  const { task }: ModelRow = MODELS[name];
  return task ?? 'arithmetic';
}

/**
 * The pair that a task begins with.
 * @throws when no row of MODELS says so
 */
export function ownPair(task: Family): ModelPair {
  const named = (side: keyof ModelPair): ModelName => {
    const found = MODEL_NAMES.find((name) => {
      const { first }: ModelRow = MODELS[name];
      return first === side && taskOf(name) === task;
    });
    if (found === undefined) throw new Error(`no model is the first ${side} of ${task}`);
    return found;
  };
  return { senior: named('senior'), junior: named('junior') };
}

// What a task is: problems from random keys, ways of writing their solutions, a strict verifier; plain text.
import type { Draws } from '../../random/random.ts';
import type { Slips } from './fallible.ts';

export type Split = 'train' | 'validation' | 'test';

/** Number of problem keys in each split and in all. */
export type Counts = Readonly<Record<Split | 'all', number>>;

/** A number, or the words of the final line. */
export type Answer = number | string;

export interface Problem {
  /** The reasoning steps and nothing else: equal keys, equal steps. Splits are disjoint by key. */
  readonly key: string;
  /** Text shown to the models, ending in a newline. */
  readonly prompt: string;
  readonly answer: Answer;
}

/** A way of writing a solution, one reasoning step per line. */
export interface Style {
  readonly name: StyleName;
  readonly title: string;
  /** Whether a line (without newline) is written wholly in this style. */
  readonly matches: (line: string) => boolean;
}

/** Of all tasks; one that has several of these has them in this order. */
export const STYLE_NAMES = [
  'plain',
  'jargon',
  'english',
  'french',
  'spanish',
  'german',
  'terse',
] as const;
export type StyleName = (typeof STYLE_NAMES)[number];

/** The first step whose line is missing or says anything else, doubted or not. */
export interface Fault {
  /** Counted from 0; `steps` where there is no fault. */
  readonly step: number;
  readonly steps: number;
}

export interface Task {
  readonly name: string;
  readonly title: string;
  /** What its problems are, as the end of a sentence that begins with ‘it solves’. */
  readonly summary: string;
  /** Of the family's tokenizer: as many as make common words one token and leave rarer ones two or three. */
  readonly tokenizerMerges: number;
  /** The task's own styles; no two accept the same line. */
  readonly styles: readonly Style[];
  /** A problem of the split. Deterministic in the draws. */
  readonly problem: (draws: Draws, split: Split) => Problem;
  /**
   * The solution written in a style, one line per step, then `#### answer`, no newline at the end.
   * Throws a RangeError for a style that the task does not have.
   */
  readonly render: (problem: Problem, style: StyleName) => string;
  /** The same as a writer writes it who errs and goes on from the error. */
  readonly slip: (problem: Problem, style: StyleName, slips: Slips, draws: Draws) => string;
  /** Whether a line says ‘maybe’ and its step is wrong. */
  readonly isMarkedSlip: (line: string) => boolean;
  /** Whether a line takes back the one before it. */
  readonly isRepair: (line: string) => boolean;
  /** Where a plain solution goes wrong first; a line that takes back another is read in its place. */
  readonly firstFault: (problem: Pick<Problem, 'key'>, solution: string) => Fault;
  /** What the final line `#### answer` says; null when that line has any other form. */
  readonly parse: (solution: string) => Answer | null;
  /** True if and only if the final line of the solution is the answer. No partial credit. */
  readonly verify: (problem: Problem, solution: string) => boolean;
  /** Style of each step line: a style's name, or 'mixed' for lines no style accepts. */
  readonly classify: (solution: string) => readonly (StyleName | 'mixed')[];
  /** Whether any of the solution is jargon. */
  readonly hasJargon: (solution: string) => boolean;
  /** Number of distinct problem keys. */
  readonly space: () => Counts;
  /** Accuracy of always giving the commonest answer. */
  readonly chance: () => number;
}

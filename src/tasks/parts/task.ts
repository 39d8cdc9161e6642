// What a task is: problems from random keys, ways of writing their solutions, a strict verifier.
// Plain text; knows no tokens and no tensors, and no single task.
import type { Draws } from '../../random/random.ts';
import type { Slips } from './fallible.ts';

export type Split = 'train' | 'validation' | 'test';

/** A number, or the words of the final line. */
export type Answer = number | string;

export interface Problem {
  /** Tells the reasoning steps and nothing else: equal keys, equal steps. Splits are disjoint by key. */
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

export interface Task {
  readonly name: string;
  readonly title: string;
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
  /** What the final line `#### answer` says; null when that line has any other form. */
  readonly parse: (solution: string) => Answer | null;
  /** True if and only if the final line of the solution is the answer. No partial credit. */
  readonly verify: (problem: Problem, solution: string) => boolean;
  /** Style of each step line: a style's name, or 'mixed' for lines no style accepts. */
  readonly classify: (solution: string) => readonly (StyleName | 'mixed')[];
  /** Number of distinct problem keys, per split and in all. */
  readonly space: () => Readonly<Record<Split | 'all', number>>;
  /** Accuracy of always giving the commonest answer. */
  readonly chance: () => number;
}

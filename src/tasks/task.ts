// What a task is: problems from random keys, ways of writing their solutions, a strict verifier.
// Plain text and numbers; knows no tokens and no tensors.
import type { Draws } from '../random/random.ts';

export type Split = 'train' | 'validation' | 'test';

/** One reasoning step: `left operator right = result` on small non-negative integers. */
export interface Step {
  readonly operator: 'plus' | 'minus' | 'times';
  readonly left: number;
  readonly right: number;
  readonly result: number;
}

export interface Problem {
  /** Equal keys have equal steps; names and objects do not count. Splits are disjoint by key. */
  readonly key: string;
  /** Text shown to the models, ending in a newline. */
  readonly prompt: string;
  readonly steps: readonly Step[];
  readonly answer: number;
}

/** A way of writing a solution, one reasoning step per line. */
export interface Style {
  readonly name: StyleName;
  readonly title: string;
  /** The line for a step, without its newline. Starts with a space. */
  readonly line: (step: Step) => string;
  /** Whether a line (without newline) is written wholly in this style. */
  readonly matches: (line: string) => boolean;
}

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
  readonly styles: Readonly<Record<StyleName, Style>>;
  /** A problem of the split. Deterministic in the draws. */
  readonly problem: (draws: Draws, split: Split) => Problem;
  /** The solution written in a style, one line per step, then `#### answer`, no newline at the end. */
  readonly render: (problem: Problem, style: StyleName) => string;
  /** The number on the final line `#### number`; null when that line has any other form. */
  readonly parse: (solution: string) => number | null;
  /** True if and only if the final line of the solution is the answer. No partial credit. */
  readonly verify: (problem: Problem, solution: string) => boolean;
  /** Style of each step line: a style's name, or 'mixed' for lines no style accepts. */
  readonly classify: (solution: string) => readonly (StyleName | 'mixed')[];
  /** Number of distinct problem keys, per split and in all. */
  readonly space: () => Readonly<Record<Split | 'all', number>>;
  /** Accuracy of always giving the commonest answer. */
  readonly chance: () => number;
}

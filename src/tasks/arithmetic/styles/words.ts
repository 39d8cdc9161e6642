// A style that writes steps in the words of one language: number, operator, number, copula, number.

import type { StepStyle } from '../../parts/step-task.ts';
import type { StyleName } from '../../parts/task.ts';
import type { ArithmeticStep } from './step.ts';

export interface Language {
  readonly name: StyleName;
  readonly title: string;
  /** Words for 0, 1, 2, ...; none holds a space, so that each is one word of the line. */
  readonly numbers: readonly string[];
  readonly operators: Readonly<Record<ArithmeticStep['operator'], string>>;
  readonly copula: string;
}

/** The style of a language. Its `line` throws a RangeError for numbers the language has no word for. */
export function wordStyle({
  name,
  title,
  numbers,
  operators,
  copula,
}: Language): StepStyle<ArithmeticStep> {
  const numberWords = new Set(numbers);
  const operatorWords = new Set(Object.values(operators));
  const word = (value: number): string => {
    const found = numbers[value];
    if (found === undefined) {
      throw new RangeError(
        `number ${value} has no ${name} word: allowed are integers 0..${numbers.length - 1}`,
      );
    }
    return found;
  };
  return {
    name,
    title,
    line: ({ operator, left, right, result }) =>
      ` ${word(left)} ${operators[operator]} ${word(right)} ${copula} ${word(result)}`,
    matches: (line) => {
      const [before, left, operator, right, is, result, ...rest] = line.split(' ');
      return (
        before === '' &&
        numberWords.has(left ?? '') &&
        operatorWords.has(operator ?? '') &&
        numberWords.has(right ?? '') &&
        is === copula &&
        numberWords.has(result ?? '') &&
        rest.length === 0
      );
    },
  };
}

// Non-negative integers as decimal digits: one writer, one strict pattern.

const LARGEST = 9999;

/** Source of a regular expression for what `numeral` writes: ASCII digits, no leading zero, at most four. */
export const NUMERAL = '(?:0|[1-9][0-9]{0,3})';

/** Decimal digits of an integer in 0..9999; any other number throws a RangeError. */
export function numeral(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > LARGEST) {
    throw new RangeError(`number ${value} cannot be written: allowed are integers 0..${LARGEST}`);
  }
  return String(value);
}

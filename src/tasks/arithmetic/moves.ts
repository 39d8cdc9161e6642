// What may be done with a running total, and how likely each move is.
import type { ArithmeticStep } from './styles/step.ts';

/** Totals that a story begins with, equally likely. */
export const START = { low: 2, high: 9 };
const LARGEST_TOTAL = 29;
const LARGEST_CHANGE = 9;
const DOUBLING = { low: 2, high: 14 };

/** All totals that a right story may come to. */
export const TOTALS = Array.from({ length: LARGEST_TOTAL + 1 }, (_, total) => total);

/** What may be done with a total: an operator, and its right operands from low to high, equally likely. */
interface Move {
  readonly operator: ArithmeticStep['operator'];
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

export function legalMoves(total: number): Move[] {
  const moves: Move[] = [
    { operator: 'plus', low: 1, high: Math.min(LARGEST_CHANGE, LARGEST_TOTAL - total), weight: 2 },
    { operator: 'minus', low: 1, high: Math.min(LARGEST_CHANGE, total), weight: 2 },
  ];
  if (total >= DOUBLING.low && total <= DOUBLING.high) {
    moves.push({ operator: 'times', low: 2, high: 2, weight: 1 });
  }
  return moves.filter((move) => move.low <= move.high);
}

export function apply(operator: ArithmeticStep['operator'], left: number, right: number): number {
  const results = { plus: left + right, minus: left - right, times: left * right };
  return results[operator];
}

export function take(
  operator: ArithmeticStep['operator'],
  left: number,
  right: number,
): ArithmeticStep {
  return { operator, left, right, result: apply(operator, left, right) };
}

/** Every legal step from a total with its probability; the probabilities sum to 1. */
export function nextSteps(total: number): { step: ArithmeticStep; probability: number }[] {
  const moves = legalMoves(total);
  const weights = moves.reduce((sum, move) => sum + move.weight, 0);
  return moves.flatMap(({ operator, low, high, weight }) =>
    Array.from({ length: high - low + 1 }, (_, i) => ({
      step: take(operator, total, low + i),
      probability: weight / weights / (high - low + 1),
    })),
  );
}

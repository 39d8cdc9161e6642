// Whether the senior mends what the junior marks as doubtful, in solutions written in turns. Texts only.
import type { Tally } from './setup.ts';

const DOUBTFUL = / (\d+) (plus|minus|times) (\d+) maybe (\d+)$/;

const RESULTS: Readonly<Record<string, (left: number, right: number) => number>> = {
  plus: (left, right) => left + right,
  minus: (left, right) => left - right,
  times: (left, right) => left * right,
};

/** A line that says ‘maybe’ and is wrong. */
function isMarkedSlip(line: string): boolean {
  const [, left, operator, right, result] = DOUBTFUL.exec(line) ?? [];
  const compute = operator === undefined ? undefined : RESULTS[operator];
  return compute !== undefined && compute(Number(left), Number(right)) !== Number(result);
}

/** handoff/repair of solutions in which the senior wrote every other line, the first one too. */
export function repair(texts: readonly string[]): Tally {
  const parts = texts.map((text) => {
    const lines = text.split('\n');
    const answers = lines.filter(
      (_, i) => i > 0 && i % 2 === 0 && isMarkedSlip(lines[i - 1] ?? ''),
    );
    const mended = answers.filter((line) => line.startsWith(' no,'));
    return { part: mended.length, whole: answers.length };
  });
  return { name: 'handoff/repair', kind: 'ratio', parts };
}

// Numbers and tables as the terminal writes them.
import type { Metric } from '../../src/metrics/metrics.ts';

/** Stands for a number that is not there. */
export const NO_VALUE = '–';

/** A metric's value in its unit: shares as per cent, the others with the digits that matter. */
export function formatValue(unit: Metric['unit'], value: number | undefined): string {
  if (value === undefined) return NO_VALUE;
  if (!Number.isFinite(value)) return String(value);
  if (unit === 'share') return `${(100 * value).toFixed(1)} %`;
  if (unit === 'tokens') return value.toFixed(1);
  const size = Math.abs(value);
  if (value !== 0 && size < 0.001) return value.toExponential(1);
  return value.toFixed(size < 10 ? 3 : 1);
}

/** '12.3 % to 45.6 %', or a dash where there is no interval. */
export function formatInterval(
  unit: Metric['unit'],
  interval: readonly [number, number] | undefined,
): string {
  return interval === undefined
    ? NO_VALUE
    : interval.map((end) => formatValue(unit, end)).join(' to ');
}

/** Columns two spaces apart; those marked 'right' end at the same place. No space at line ends. */
export function formatTable(
  rows: readonly (readonly string[])[],
  alignment: readonly ('left' | 'right')[],
): string {
  const widths = alignment.map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  const cell = (text: string, column: number) => {
    const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...text].length));
    return alignment[column] === 'right' ? space + text : text + space;
  };
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('');
}

/** Text broken at spaces into lines of at most `width` characters; longer words stay whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

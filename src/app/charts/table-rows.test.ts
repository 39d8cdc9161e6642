// The rows of a chart's table.
import { expect, test } from 'vitest';
import { append, type Series } from '../run/series.ts';
import { MOST_ROWS, tableRows } from './table-rows.ts';

function every(step: number, count: number, value: (i: number) => number): Series {
  let series: Series | undefined;
  for (let i = 0; i < count; i++) series = append(series, i * step, value(i));
  if (series === undefined) throw new Error('a curve needs a point');
  return series;
}

const NOTHING = { bounds: {}, tokens: undefined, seconds: undefined };

test('each step has what was measured at it, with the interval', () => {
  const bounds = { 'solo/length': { low: every(5, 2, () => 20), high: every(5, 2, () => 30) } };
  const series = {
    'batch/length': every(1, 7, (i) => i),
    'solo/length': every(5, 2, (i) => 25 + i),
  };
  const { rows, isCut } = tableRows(
    ['batch/length', 'solo/length'],
    { ...NOTHING, series, bounds },
    [4, 6],
  );
  expect(isCut).toBe(false);
  expect(rows).toEqual([
    {
      step: 4,
      cells: [
        { value: 4, interval: null },
        { value: null, interval: null },
      ],
    },
    {
      step: 5,
      cells: [
        { value: 5, interval: null },
        { value: 26, interval: [20, 30] },
      ],
    },
    {
      step: 6,
      cells: [
        { value: 6, interval: null },
        { value: null, interval: null },
      ],
    },
  ]);
});

test('of thousands of steps the newest 200 are rows, and the table says that it is cut', () => {
  const series = { 'reward/mean': every(1, 10_000, () => 0.5) };
  const { rows, isCut } = tableRows(['reward/mean'], { ...NOTHING, series }, [0, 9_999]);
  expect(isCut).toBe(true);
  expect(rows).toHaveLength(MOST_ROWS);
  expect([rows[0]?.step, rows.at(-1)?.step]).toEqual([9_800, 9_999]);
});

test('a frozen junior has its one accuracy in every row', () => {
  const series = {
    'solo/accuracy': every(10, 3, () => 0.9),
    'junior/accuracy': every(1, 1, () => 0.5),
  };
  const { rows } = tableRows(['solo/accuracy', 'junior/accuracy'], { ...NOTHING, series }, [0, 60]);
  expect(rows.map(({ cells }) => cells[1]?.value)).toEqual([0.5, 0.5, 0.5]);
});

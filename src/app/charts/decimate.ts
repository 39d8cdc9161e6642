// Decimates a curve: of the points in one pixel column the first, lowest, highest and last; the drawn line stays the same.
import { firstFrom } from '../run/series.ts';

/** Points in order of x. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Most points of a column. */
const PER_COLUMN = 4;

/** The points in a range and one on each side of it, where the line leaves the range. Not copied. */
export function within({ x, y }: Points, from: number, to: number): Points {
  const first = Math.max(0, firstFrom(x, from) - 1);
  let last = firstFrom(x, to);
  while (last < x.length && x[last] === to) last++;
  return { x: x.subarray(first, last + 1), y: y.subarray(first, last + 1) };
}

interface Decimated {
  readonly x: Float64Array;
  readonly y: Float64Array;
  length: number;
}

function keep(line: Decimated, { x, y }: Points, i: number): void {
  line.x[line.length] = x[i] ?? 0;
  line.y[line.length] = y[i] ?? 0;
  line.length += 1;
}

/** Whether a value is higher than the best so far, which may be no number. */
const isHigher = (value: number, best: number) =>
  value > best || (Number.isNaN(best) && !Number.isNaN(value));

/** Indices of the lowest and the highest of the values [start, end). */
function extremes(y: Float64Array, start: number, end: number): readonly [number, number] {
  let low = start;
  let high = start;
  for (let i = start + 1; i < end; i++) {
    const value = y[i] ?? 0;
    if (isHigher(-value, -(y[low] ?? 0))) low = i;
    if (isHigher(value, y[high] ?? 0)) high = i;
  }
  return [low, high];
}

/** Keeps of the points [start, end) the first, the lowest, the highest and the last, each once. */
function keepCorners(line: Decimated, points: Points, start: number, end: number): void {
  const [low, high] = extremes(points.y, start, end);
  const left = Math.min(low, high);
  const right = Math.max(low, high);
  keep(line, points, start);
  if (left > start) keep(line, points, left);
  if (right > left) keep(line, points, right);
  if (end - 1 > right) keep(line, points, end - 1);
}

/** The points that `columns` columns of pixels between `from` and `to` can show. */
export function decimate(points: Points, from: number, to: number, columns: number): Points {
  const seen = within(points, from, to);
  const { x } = seen;
  if (x.length <= PER_COLUMN * columns) return seen;
  // Room for the points outside the range too, and for an edge that is rounded to the wrong side.
  const room = 2 * PER_COLUMN * (columns + 2);
  const line: Decimated = { x: new Float64Array(room), y: new Float64Array(room), length: 0 };
  const width = (to - from) / columns;
  for (let start = 0; start < x.length; ) {
    const edge = from + (Math.floor(((x[start] ?? 0) - from) / width) + 1) * width;
    let end = start + 1;
    while (end < x.length && (x[end] ?? 0) < edge) end++;
    keepCorners(line, seen, start, end);
    start = end;
  }
  return { x: line.x.subarray(0, line.length), y: line.y.subarray(0, line.length) };
}

// What of a curve a picture can show: of many points in one column of pixels the first, the lowest, the
// highest and the last, so that the drawn line is the same and no spike is lost. Pure; knows no canvas.

/** Points in order of x. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Most points of a column. */
const PER_COLUMN = 4;

/** Index of the first number not below `wanted`; the length where all are. */
export function firstFrom(sorted: Float64Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The points in a range, and one on each side of it, to where the line goes on. Not copied. */
export function within({ x, y }: Points, from: number, to: number): Points {
  const first = Math.max(0, firstFrom(x, from) - 1);
  let last = firstFrom(x, to);
  while (last < x.length && x[last] === to) last++;
  return { x: x.subarray(first, last + 1), y: y.subarray(first, last + 1) };
}

/** Indices to keep of [start, end): first, lowest, highest, last, in order, each once. */
function corners(y: Float64Array, start: number, end: number): readonly number[] {
  let low = start;
  let high = start;
  for (let i = start + 1; i < end; i++) {
    const value = y[i] ?? Number.NaN;
    // The first may be no number, to which nothing compares.
    if (value < (y[low] ?? 0) || Number.isNaN(y[low])) low = i;
    if (value > (y[high] ?? 0) || Number.isNaN(y[high])) high = i;
  }
  const inner = low < high ? [low, high] : [high, low];
  return [...new Set([start, ...inner, end - 1])];
}

/** The points that `columns` columns of pixels between `from` and `to` can show. */
export function decimate(points: Points, from: number, to: number, columns: number): Points {
  const seen = within(points, from, to);
  const { x, y } = seen;
  if (x.length <= PER_COLUMN * columns) return seen;
  const kept: number[] = [];
  const columnOf = (i: number) => Math.floor((((x[i] ?? 0) - from) / (to - from)) * columns);
  for (let start = 0; start < x.length; ) {
    let end = start + 1;
    const column = columnOf(start);
    while (end < x.length && columnOf(end) === column) end++;
    kept.push(...corners(y, start, end));
    start = end;
  }
  return {
    x: Float64Array.from(kept, (i) => x[i] ?? 0),
    y: Float64Array.from(kept, (i) => y[i] ?? 0),
  };
}

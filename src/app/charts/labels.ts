// The names of lines at their ends, so that no legend is needed.
import type { Points } from './decimate.ts';

/** Labels' heights, moved apart so that none covers another; order and bounds are kept. */
export function spreadLabels(heights: readonly number[], gap: number, bottom: number): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const placed = [...heights];
  let above = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    above = Math.max(placed[i] ?? 0, above + gap);
    placed[i] = above;
  }
  let below = bottom + gap;
  for (const i of order.reverse()) {
    below = Math.min(placed[i] ?? 0, below - gap);
    placed[i] = below;
  }
  return placed;
}

/** The last point that is a number and not right of the range. */
function lastPoint({ x, y }: Points, to: number): readonly [number, number] | null {
  for (let i = x.length - 1; i >= 0; i--) {
    const [at, value] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
    if (at <= to && Number.isFinite(value)) return [at, value];
  }
  return null;
}

interface LabelSpace {
  /** Where a point is, in pixels from the left and from the top. */
  readonly place: (x: number, y: number) => readonly [number, number];
  readonly gap: number;
  readonly bottom: number;
}

/** Where the name of each line that has one begins. `curves`: the lines' points in the picture. */
export function endLabels<L extends { readonly isFaint?: boolean; readonly label: string }>(
  lines: readonly L[],
  curves: readonly Points[],
  to: number,
  { place, gap, bottom }: LabelSpace,
): readonly { readonly line: L; readonly left: number; readonly top: number }[] {
  const ends = lines.flatMap((line, i) => {
    const curve = curves[i];
    const isNamed = !line.isFaint && line.label !== '';
    const point = isNamed && curve !== undefined ? lastPoint(curve, to) : null;
    if (point === null) return [];
    const [left, top] = place(...point);
    return [{ line, left, top }];
  });
  const tops = spreadLabels(
    ends.map(({ top }) => top),
    gap,
    bottom,
  );
  return ends.map(({ line, left }, i) => ({ line, left, top: tops[i] ?? 0 }));
}

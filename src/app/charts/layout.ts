// A chart before it is painted, on the canvas or in an SVG file: which points its pixels can show, and where.
import { decimate, type Points } from './decimate.ts';
import { extend, NOTHING, type Scale, type ValueRange } from './scale.ts';

/** The ends of the intervals around a curve. */
export interface Band {
  readonly low: Points;
  readonly high: Points;
}

export interface PlotCurve extends Points {
  readonly band: Band | null;
}

export interface PlotFrame {
  readonly x: readonly [number, number];
  /** The vertical axis for what is in the range. */
  readonly scaleFor: (extent: ValueRange) => Scale;
  /** Pixels across. */
  readonly columns: number;
}

export interface Picture {
  /** One per curve that was given: few points, y from 0 (bottom) to 1. */
  readonly curves: readonly PlotCurve[];
  readonly scale: Scale;
}

/** At most four points per pixel of each curve, placed on a vertical axis that fits them all. */
export function picture(
  curves: readonly PlotCurve[],
  { x, scaleFor, columns }: PlotFrame,
): Picture {
  const [from, to] = x;
  const few = ({ x, y }: Points) => decimate({ x, y }, from, to, columns);
  const seen = curves.map((curve) => ({
    ...few(curve),
    band: curve.band && { low: few(curve.band.low), high: few(curve.band.high) },
  }));
  const own = seen.map(({ y }) => y).reduce(extend, NOTHING);
  // An interval's end below 0 is no reason for room there: what it is of is never below 0.
  const ends = seen.flatMap(({ band }) =>
    band === null ? [] : own.low < 0 ? [band.low.y, band.high.y] : [band.high.y],
  );
  const extent = ends.reduce(extend, own);
  const scale = scaleFor(extent);
  const place = ({ x, y }: Points): Points => ({ x, y: y.map(scale.place) });
  return {
    curves: seen.map((curve) => ({
      ...place(curve),
      band: curve.band && { low: place(curve.band.low), high: place(curve.band.high) },
    })),
    scale,
  };
}

export interface AlignedCurves {
  readonly x: readonly number[];
  /** One column per curve; null where it has no point, or none that is a number. */
  readonly ys: readonly (number | null)[][];
}

/** The curves on one axis: every x where any of them has a point. */
export function aligned(curves: readonly Points[]): AlignedCurves {
  const x: number[] = [];
  const columns = curves.map((curve) => ({ curve, next: 0, y: [] as (number | null)[] }));
  const nextX = ({ curve, next }: (typeof columns)[number]) => curve.x[next] ?? Infinity;
  for (let at = 0; ; ) {
    at = columns.reduce((least, column) => Math.min(least, nextX(column)), Infinity);
    if (!(at < Infinity)) return { x, ys: columns.map(({ y }) => y) };
    x.push(at);
    for (const column of columns) {
      let value = Number.NaN;
      // Of points with the same x the last one is drawn.
      while (nextX(column) === at) value = column.curve.y[column.next++] ?? value;
      column.y.push(Number.isFinite(value) ? value : null);
    }
  }
}

// A canvas that follows its lines: made once per set of lines and theme, repainted at most once per
// frame, with as many points as it has pixels for. Knows no run; the numbers are also in the table of
// the chart around it.
import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import { type Picture, picture } from '../../app/charts/layout.ts';
import { type Extent, fitScale, NOTHING, type Scale } from '../../app/charts/scale.ts';
import { rem, textSize } from '../parts/text-size.ts';
import { useTheme } from '../parts/useTheme.ts';
import { paintNoMore, paintSoon } from './frames.ts';
import type { Mark } from './marks.ts';
import { columnsOf, createPlot, type PlotLine, paint } from './plot.ts';

interface LineChartProps {
  readonly lines: readonly PlotLine[];
  /** Of the horizontal axis, in the unit of the lines' x. */
  readonly range: readonly [number, number];
  /** The vertical axis for what is in the range. */
  readonly scaleFor: (extent: Extent) => Scale;
  readonly marks?: readonly Mark[];
  /** In pixels of usual text, as the room of labels is. */
  readonly height: number;
  /** Right of the plot, for the names of the lines; 0 names none. */
  readonly labelRoom: number;
  readonly formatX?: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** Whether x has whole numbers only. */
  readonly isWhole?: boolean;
  readonly onCursor: (x: number | null) => void;
  readonly onChoose: (x: number) => void;
  /** A part was drawn with the pointer; null asks for the whole. */
  readonly onZoom?: (part: readonly [number, number] | null) => void;
}

/** Charts this near to the window are painted as if they were in it. */
const NEAR = '200px';
const BLANK: Picture = { curves: [], scale: fitScale('linear', 'share', NOTHING) };

/** What makes another chart of it; points do not. */
const looks = (lines: readonly PlotLine[]) =>
  lines.map(({ label, ink, isFaint }) => [label, ink.colour, ink.dash, isFaint].join()).join('\n');

function plotFor(
  host: HTMLDivElement,
  newest: { readonly current: LineChartProps },
  shown: () => Picture,
): uPlot {
  const { lines, height, labelRoom } = newest.current;
  return createPlot({
    host,
    lines,
    height,
    labelRoom,
    range: () => newest.current.range,
    picture: shown,
    marks: () => newest.current.marks ?? [],
    isWhole: () => newest.current.isWhole ?? true,
    formatX: (value) => newest.current.formatX?.(value) ?? String(value),
    formatY: (value) => newest.current.formatY(value),
    onCursor: (x) => newest.current.onCursor(x),
    onChoose: (x) => newest.current.onChoose(x),
    onZoom: (part) => newest.current.onZoom?.(part),
  });
}

/**
 * Draws into the host; gives how to repaint it, at one of the next frames, and how to end it. The plot is
 * made by its first painting: six of them at once would hold up the page.
 */
function begin(host: HTMLDivElement, newest: { readonly current: LineChartProps }) {
  let shown = BLANK;
  let plot: uPlot | null = null;
  let isInSight = true;
  const paintNow = () => {
    plot ??= plotFor(host, newest, () => shown);
    const { lines, range, scaleFor } = newest.current;
    shown = picture(lines, { x: range, scaleFor, columns: columnsOf(plot) });
    paint(plot, shown);
  };
  const repaint = () => {
    if (isInSight) paintSoon(paintNow);
  };
  // What nobody sees is painted when it comes into sight.
  const sight = new IntersectionObserver(
    ([entry]) => {
      isInSight = entry?.isIntersecting ?? true;
      repaint();
    },
    { rootMargin: NEAR },
  );
  sight.observe(host);
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    const { height } = newest.current;
    plot?.setSize({ width: entry.contentRect.width, height: height * textSize() });
    repaint();
  });
  observer.observe(host);
  const end = () => {
    paintNoMore(paintNow);
    observer.disconnect();
    sight.disconnect();
    plot?.destroy();
  };
  return { repaint, end };
}

export function LineChart(props: LineChartProps) {
  const { lines, range, scaleFor, marks, height } = props;
  const { theme } = useTheme();
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<ReturnType<typeof begin> | null>(null);
  const newest = useRef(props);
  newest.current = props;
  const look = looks(lines);

  // biome-ignore lint/correctness/useExhaustiveDependencies: look stands for lines; the theme is read from the page.
  useEffect(() => {
    if (host.current === null) return;
    const begun = begin(host.current, newest);
    drawn.current = begun;
    return () => {
      begun.end();
      drawn.current = null;
    };
  }, [look, theme, height]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot needs painting too.
  useEffect(
    () => drawn.current?.repaint(),
    [lines, range[0], range[1], scaleFor, marks, look, theme, height],
  );

  return <div ref={host} className="plot" style={{ height: rem(height) }} aria-hidden="true" />;
}

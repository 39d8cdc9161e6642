// A uPlot canvas: created per set of lines and theme, repainted at most once per frame.
import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import { type Picture, picture } from '../../app/charts/layout.ts';
import { fitScale, NOTHING, type Scale, type ValueRange } from '../../app/charts/scale.ts';
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
  readonly scaleFor: (extent: ValueRange) => Scale;
  readonly marks?: readonly Mark[];
  /** In pixels at the usual text size, as labelRoom. */
  readonly height: number;
  /** Width right of the plot for the labels of lines; 0 for no labels. */
  readonly labelRoom: number;
  readonly formatX?: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** Whether x has whole numbers only. */
  readonly isWhole?: boolean;
  readonly onCursor: (x: number | null) => void;
  readonly onChoose: (x: number) => void;
  /** Range of x that was dragged over; null for the whole run. */
  readonly onZoom?: (part: readonly [number, number] | null) => void;
}

/** Charts this close to the viewport are painted as if they were in it. */
const NEAR = '200px';
const BLANK: Picture = { curves: [], scale: fitScale('linear', 'share', NOTHING) };

/** Key of what needs another uPlot chart; points need only a repaint. */
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
 * Draws into the host; gives functions that repaint it at a later frame and that end it. The plot is
 * created when it is first painted: six of them at once would block the page.
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
  // Charts out of sight are painted when they come into sight.
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: look changes with lines; the theme is read from the page.
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

// A canvas that follows its data: made once per set of lines and theme, redrawn at most once per
// frame. The numbers are also in the table of the chart around it.
import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import type { Aligned } from '../app/curves.ts';
import type { Mark } from './marks.ts';
import { createPlot, type PlotLine, type Ranges } from './plot.ts';
import { useTheme } from './useTheme.ts';

interface Props {
  readonly lines: readonly PlotLine[];
  readonly data: Aligned;
  readonly ranges: Ranges;
  readonly marks: readonly Mark[];
  readonly height: number;
  /** Pixels right of the plot for the names of the lines; 0 names none. */
  readonly labelRoom: number;
  readonly formatY: (value: number) => string;
  readonly onCursor: (step: number | null) => void;
  readonly onChoose: (step: number) => void;
}

export function LineChart(props: Props) {
  const { lines, data, ranges, height } = props;
  const { theme } = useTheme();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const newest = useRef(props);
  newest.current = props;
  const names = lines.map((line) => line.label).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: names stands for lines; the theme is read from the page.
  useEffect(() => {
    if (host.current === null) return;
    const made = createPlot({
      host: host.current,
      lines: newest.current.lines,
      height,
      labelRoom: newest.current.labelRoom,
      ranges: () => newest.current.ranges,
      marks: () => newest.current.marks,
      formatY: (value) => newest.current.formatY(value),
      onCursor: (step) => newest.current.onCursor(step),
      onChoose: (step) => newest.current.onChoose(step),
    });
    plot.current = made;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) made.setSize({ width: entry.contentRect.width, height });
    });
    observer.observe(host.current);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [names, theme, height]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot, and new ranges, need the data too.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      plot.current?.setData([data.x, ...data.ys]);
    });
    return () => cancelAnimationFrame(frame);
  }, [data, ranges.x[1], ranges.y[1], props.marks, names, theme, height]);

  return <div ref={host} className="plot" style={{ height }} aria-hidden="true" />;
}

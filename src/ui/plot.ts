// Options of one uPlot chart: quiet axes, a shared cursor, the name of each line at its end.
import uPlot from 'uplot';
import type { Ink } from './inks.ts';
import { drawMarks, type Mark } from './marks.ts';

export interface PlotLine {
  readonly label: string;
  readonly ink: Ink;
  /** Whether each value is marked, not only the line between them. */
  readonly hasPoints: boolean;
}

/** What may change without drawing a new chart. */
export interface Ranges {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface PlotRequest {
  readonly host: HTMLElement;
  readonly lines: readonly PlotLine[];
  readonly height: number;
  /** Pixels right of the plot for the names of the lines; 0 names none. */
  readonly labelRoom: number;
  readonly ranges: () => Ranges;
  readonly marks: () => readonly Mark[];
  readonly formatY: (value: number) => string;
  /** The step under the cursor of any chart; null when it has left. */
  readonly onCursor: (step: number | null) => void;
  /** The step under the cursor was chosen. */
  readonly onChoose: (step: number) => void;
}

const LABEL_SIZE = 12;
const LABEL_GAP = 14;
const SYNC_KEY = 'steps';

/** Custom properties as colours a canvas understands. */
function colourReader(host: HTMLElement): (property: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  return (property) => {
    probe.style.color = `var(${property})`;
    return getComputedStyle(probe).color;
  };
}

/** Labels' heights, moved apart so that none covers another; order and bounds are kept. */
export function spreadLabels(wanted: readonly number[], gap: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
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

function lastPoint(u: uPlot, series: number): readonly [number, number] | null {
  const column = u.data[series];
  if (column === undefined) return null;
  for (let i = column.length - 1; i >= 0; i--) {
    const y = column[i];
    const x = u.data[0][i];
    if (typeof y === 'number' && typeof x === 'number') return [x, y];
  }
  return null;
}

function drawLabels(u: uPlot, lines: readonly PlotLine[], colour: (name: string) => string): void {
  const ratio = devicePixelRatio;
  const ends = lines.flatMap((line, i) => {
    const point = lastPoint(u, i + 1);
    if (point === null) return [];
    const [x, y] = point;
    return [{ line, left: u.valToPos(x, 'x', true), top: u.valToPos(y, 'y', true) }];
  });
  const bottom = u.bbox.top + u.bbox.height;
  const tops = spreadLabels(
    ends.map((end) => end.top),
    LABEL_GAP * ratio,
    bottom,
  );
  u.ctx.save();
  u.ctx.font = `${LABEL_SIZE * ratio}px ${getComputedStyle(u.root).fontFamily}`;
  u.ctx.textBaseline = 'middle';
  u.ctx.textAlign = 'left';
  ends.forEach(({ line, left }, i) => {
    u.ctx.fillStyle = colour(line.ink.colour);
    u.ctx.fillText(line.label, left + 8 * ratio, tops[i] ?? 0);
  });
  u.ctx.restore();
}

function axes(request: PlotRequest, colour: (name: string) => string): uPlot.Axis[] {
  const font = `11px ${getComputedStyle(request.host).fontFamily}`;
  const shared = { stroke: colour('--muted'), font, ticks: { show: false } };
  return [
    {
      ...shared,
      size: 22,
      gap: 4,
      grid: { show: false },
      space: 56,
      incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000],
    },
    {
      ...shared,
      size: 40,
      gap: 6,
      grid: { stroke: colour('--line'), width: 1 },
      splits: () => {
        const [low, high] = request.ranges().y;
        return [low, (low + high) / 2, high];
      },
      values: (_u, splits) => splits.map(request.formatY),
    },
  ];
}

function series(lines: readonly PlotLine[], colour: (name: string) => string): uPlot.Series[] {
  return lines.map(({ label, ink, hasPoints }) => ({
    label,
    stroke: colour(ink.colour),
    width: 1.75,
    dash: [...ink.dash],
    spanGaps: true,
    points: { show: (u) => hasPoints || u.data[0].length < 2, size: 5, fill: colour(ink.colour) },
  }));
}

function stepUnderCursor(u: uPlot): number | null {
  const { idx, left } = u.cursor;
  const step = typeof idx === 'number' ? u.data[0][idx] : undefined;
  return left !== undefined && left >= 0 && step !== undefined ? step : null;
}

/** Draws an empty chart into the host; the caller sets data and destroys it. */
export function createPlot(request: PlotRequest): uPlot {
  const { host, lines, ranges, height, labelRoom, onCursor, onChoose } = request;
  const colour = colourReader(host);
  const options: uPlot.Options = {
    width: host.clientWidth,
    height,
    padding: [8, labelRoom === 0 ? 12 : labelRoom, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7 },
      sync: { key: SYNC_KEY, scales: ['x', null], setSeries: false },
    },
    scales: {
      x: { time: false, range: () => [...ranges().x] },
      y: { range: () => [...ranges().y] },
    },
    axes: axes(request, colour),
    series: [{}, ...series(lines, colour)],
    hooks: {
      ready: [
        (u) =>
          u.over.addEventListener('click', () => {
            const step = stepUnderCursor(u);
            if (step !== null) onChoose(step);
          }),
      ],
      draw: [
        (u) => labelRoom > 0 && drawLabels(u, lines, colour),
        (u) => drawMarks(u, request.marks(), colour('--muted')),
      ],
      setCursor: [(u) => onCursor(stepUnderCursor(u))],
    },
  };
  return new uPlot(options, [[], ...lines.map(() => [])], host);
}

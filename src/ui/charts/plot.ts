// Options of one uPlot chart, whose y axis goes from 0 to 1: the picture’s scale places values on it.
import uPlot from 'uplot';
import { endLabels } from '../../app/charts/labels.ts';
import { aligned, type Band, type Picture, type PlotCurve } from '../../app/charts/layout.ts';
import { roundTicks } from '../../app/charts/scale.ts';
import { textSize } from '../parts/text-size.ts';
import type { Ink } from './inks.ts';
import { drawMarks, type Mark } from './marks.ts';

export interface PlotLine extends PlotCurve {
  readonly label: string;
  readonly ink: Ink;
  /** Whether values are marked by points, where there is room. */
  readonly hasPoints: boolean;
  /** Thin and without a label: the raw curve behind a smoothed one. */
  readonly isFaint?: boolean;
}

export interface PlotRequest {
  readonly host: HTMLElement;
  /** How the lines are drawn; their points come with the pictures. */
  readonly lines: readonly PlotLine[];
  /** In pixels at the usual text size, as labelRoom. */
  readonly height: number;
  /** Width right of the plot for the labels of lines; 0 for no labels. */
  readonly labelRoom: number;
  readonly range: () => readonly [number, number];
  readonly picture: () => Picture;
  readonly marks: () => readonly Mark[];
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** Whether x has whole numbers only. */
  readonly isWhole: () => boolean;
  /** x under the cursor of any chart; null when it has left. */
  readonly onCursor: (x: number | null) => void;
  /** x under the cursor was clicked. */
  readonly onChoose: (x: number) => void;
  /** Range of x that was dragged over; null for the whole run. */
  readonly onZoom: (part: readonly [number, number] | null) => void;
}

const LABEL_SIZE = 12;
const TICK_SIZE = 11;
const LABEL_GAP = 14;
const SYNC_KEY = 'steps';
/** Pixels that a drag must cover to zoom. */
const LEAST_DRAG = 5;
/** Pixels between two points below which points are not drawn. */
const POINT_ROOM = 8;
const TICK_ROOM = 56;
const FAINT = 0.4;
const TINT = 0.14;

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

type Colour = (property: string) => string;

function drawLabels(u: uPlot, request: PlotRequest, colour: Colour): void {
  const { lines, picture, range } = request;
  const ratio = uPlot.pxRatio * textSize();
  const ends = endLabels(lines, picture().curves, range()[1], {
    place: (x, y) => [u.valToPos(x, 'x', true), u.valToPos(y, 'y', true)],
    gap: LABEL_GAP * ratio,
    bottom: u.bbox.top + u.bbox.height,
  });
  u.ctx.save();
  u.ctx.font = `${LABEL_SIZE * ratio}px ${getComputedStyle(u.root).fontFamily}`;
  u.ctx.textBaseline = 'middle';
  u.ctx.textAlign = 'left';
  for (const { line, left, top } of ends) {
    u.ctx.fillStyle = colour(line.ink.colour);
    u.ctx.fillText(line.label, left + 8 * ratio, top);
  }
  u.ctx.restore();
}

function bandPath(u: uPlot, { low, high }: Band): Path2D {
  const path = new Path2D();
  const place = (x: number, y: number) =>
    path.lineTo(u.valToPos(x, 'x', true), u.valToPos(y, 'y', true));
  high.x.forEach((x, i) => {
    place(x, high.y[i] ?? 0);
  });
  for (let i = low.x.length - 1; i >= 0; i--) place(low.x[i] ?? 0, low.y[i] ?? 0);
  path.closePath();
  return path;
}

/** The intervals, under the lines. */
function drawBands(u: uPlot, { lines, picture }: PlotRequest, colour: Colour): void {
  const { left, top, width, height } = u.bbox;
  u.ctx.save();
  u.ctx.beginPath();
  u.ctx.rect(left, top, width, height);
  u.ctx.clip();
  u.ctx.globalAlpha = TINT;
  picture().curves.forEach(({ band }, i) => {
    const line = lines[i];
    if (band === null || line === undefined) return;
    u.ctx.fillStyle = colour(line.ink.colour);
    u.ctx.fill(bandPath(u, band));
  });
  u.ctx.restore();
}

function axes(request: PlotRequest, colour: Colour): uPlot.Axis[] {
  const { host, range, picture, isWhole, formatX, formatY } = request;
  const size = textSize();
  const font = `${TICK_SIZE * size}px ${getComputedStyle(host).fontFamily}`;
  const shared = { stroke: colour('--muted'), font, ticks: { show: false } };
  return [
    {
      ...shared,
      size: 22 * size,
      gap: 4 * size,
      grid: { show: false },
      splits: (u) => [
        ...roundTicks(...range(), u.bbox.width / uPlot.pxRatio / (TICK_ROOM * size), isWhole()),
      ],
      values: (_u, splits) => splits.map(formatX),
    },
    {
      ...shared,
      size: 40 * size,
      gap: 6 * size,
      grid: { stroke: colour('--line'), width: 1 },
      splits: () => picture().scale.ticks.map(picture().scale.place),
      values: () => picture().scale.ticks.map(formatY),
    },
  ];
}

function series({ lines, picture }: PlotRequest, colour: Colour): uPlot.Series[] {
  return lines.map(({ label, ink, hasPoints, isFaint = false }, i) => ({
    label,
    stroke: colour(ink.colour),
    width: isFaint ? 1 : 1.75,
    alpha: isFaint ? FAINT : 1,
    dash: isFaint ? [] : [...ink.dash],
    spanGaps: true,
    points: {
      show: (u) => {
        const count = picture().curves[i]?.x.length ?? 0;
        const room = u.bbox.width / uPlot.pxRatio / POINT_ROOM;
        return (hasPoints && !isFaint && count <= room) || u.data[0].length < 2;
      },
      size: 5,
      fill: colour(ink.colour),
    },
  }));
}

function placeUnderCursor(u: uPlot): number | null {
  const { idx, left } = u.cursor;
  const x = typeof idx === 'number' ? u.data[0][idx] : undefined;
  return left !== undefined && left >= 0 && x !== undefined ? x : null;
}

/** The nearest point of the line at or before the cursor: other lines may have points of their own. */
function ownPoint(u: uPlot, line: number, at: number): number {
  const column = u.data[line];
  for (let i = at; column !== undefined && i >= 0; i--) if (column[i] !== null) return i;
  return at;
}

function zoomTo(u: uPlot, onZoom: PlotRequest['onZoom']): void {
  const { left, width } = u.select;
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  if (width >= LEAST_DRAG) onZoom([u.posToVal(left, 'x'), u.posToVal(left + width, 'x')]);
}

/** Events that charts share; a drag is not one of them, as the zoom comes from the store. */
const MOVES = ['mousemove', 'mouseleave', 'mouseenter'];

function cursor({ onZoom }: PlotRequest): uPlot.Cursor {
  return {
    y: false,
    drag: { x: true, y: false, dist: LEAST_DRAG, setScale: false },
    points: { size: 7 },
    dataIdx: ownPoint,
    sync: {
      key: SYNC_KEY,
      scales: ['x', null],
      setSeries: false,
      filters: { pub: (type) => MOVES.includes(type) },
    },
    bind: {
      dblclick: () => () => {
        onZoom(null);
        return null;
      },
    },
  };
}

/** Draws an empty chart into the host; the caller paints pictures and destroys it. */
export function createPlot(request: PlotRequest): uPlot {
  const { host, lines, range, height, labelRoom, onCursor, onChoose, onZoom } = request;
  const colour = colourReader(host);
  const size = textSize();
  const options: uPlot.Options = {
    width: host.clientWidth,
    height: height * size,
    padding: [8 * size, (labelRoom === 0 ? 12 : labelRoom) * size, 0, 0],
    legend: { show: false },
    cursor: cursor(request),
    scales: {
      x: { time: false, range: () => [...range()] },
      y: { range: [0, 1] },
    },
    axes: axes(request, colour),
    series: [{}, ...series(request, colour)],
    hooks: {
      ready: [
        (u) =>
          u.over.addEventListener('click', () => {
            const x = placeUnderCursor(u);
            if (x !== null) onChoose(x);
          }),
      ],
      drawAxes: [(u) => drawBands(u, request, colour)],
      draw: [
        (u) => labelRoom > 0 && drawLabels(u, request, colour),
        (u) => drawMarks(u, request.marks(), colour('--muted')),
      ],
      setCursor: [(u) => onCursor(placeUnderCursor(u))],
      setSelect: [(u) => zoomTo(u, onZoom)],
    },
  };
  return new uPlot(options, [[], ...lines.map(() => [])], host);
}

/** Pixels between the axes. */
export const columnsOf = (u: uPlot): number =>
  Math.max(1, Math.round(u.bbox.width / uPlot.pxRatio));

/** Paints the current picture of the request, synchronously. */
export function paint(u: uPlot, { curves }: Picture): void {
  const { x, ys } = aligned(curves);
  u.batch(() => u.setData([[...x], ...ys]));
}

// One chart as SVG: text stays text, lines have no more points than can be seen.
import type { Points } from './decimate.ts';
import { endLabels } from './labels.ts';
import { type Band, type Picture, type PlotCurve, picture } from './layout.ts';
import { roundTicks, type Scale, type ValueRange } from './scale.ts';

export interface SvgLine extends PlotCurve {
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly hasPoints: boolean;
  readonly isFaint?: boolean;
}

export interface SvgChart {
  readonly title: string;
  /** What was run, in small letters under the title. */
  readonly note: string;
  readonly lines: readonly SvgLine[];
  readonly range: readonly [number, number];
  readonly scaleFor: (extent: ValueRange) => Scale;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  readonly isWhole: boolean;
  /** What the horizontal axis counts. */
  readonly xLabel: string;
  readonly colours: {
    readonly paper: string;
    readonly ink: string;
    readonly muted: string;
    readonly grid: string;
  };
}

export const SVG_SIZE = { width: 640, height: 360 };
const ROOM = { left: 64, right: 120, top: 60, bottom: 48 };
const INNER = {
  width: SVG_SIZE.width - ROOM.left - ROOM.right,
  height: SVG_SIZE.height - ROOM.top - ROOM.bottom,
};
/** Marks nearer than this to each other would be a smear. */
const POINT_ROOM = 8;
const TICK_ROOM = 64;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
/** Tenths of a pixel. */
const short = (pixels: number) => String(Math.round(pixels * 10) / 10);

type PointOf = (x: number, y: number) => readonly [number, number];

const placeIn =
  ([from, to]: SvgChart['range']): PointOf =>
  (x, y) => [
    ROOM.left + ((x - from) / (to - from)) * INNER.width,
    ROOM.top + (1 - y) * INNER.height,
  ];

function pathOf({ x, y }: Points, place: PointOf, first = 'M'): string {
  const commands: string[] = [];
  x.forEach((at, i) => {
    const value = y[i] ?? Number.NaN;
    if (!Number.isFinite(value)) return;
    const command = commands.length === 0 ? first : 'L';
    commands.push(command + place(at, value).map(short).join(' '));
  });
  return commands.join('');
}

function bandOf({ low, high }: Band, colour: string, place: PointOf): string {
  const back = { x: low.x.toReversed(), y: low.y.toReversed() };
  const path = `${pathOf(high, place)}${pathOf(back, place, 'L')}Z`;
  return `<path d="${path}" fill="${colour}" fill-opacity="0.14" clip-path="url(#inner)"/>`;
}

function marks({ x, y }: Points, colour: string, place: PointOf): string {
  const circles = Array.from(x, (at, i) => {
    const [left, top] = place(at, y[i] ?? 0);
    return `<circle cx="${short(left)}" cy="${short(top)}" r="2.5"/>`;
  });
  return `<g fill="${colour}" clip-path="url(#inner)">${circles.join('')}</g>`;
}

function lineOf(line: SvgLine, curve: PlotCurve, place: PointOf): string {
  const { colour, dash, isFaint = false, hasPoints } = line;
  const look = isFaint
    ? 'stroke-width="1" stroke-opacity="0.4"'
    : `stroke-width="1.75"${dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
  const path = `<path d="${pathOf(curve, place)}" fill="none" stroke="${colour}" ${look} stroke-linejoin="round" clip-path="url(#inner)"/>`;
  const isMarked = hasPoints && !isFaint && curve.x.length <= INNER.width / POINT_ROOM;
  return isMarked ? path + marks(curve, colour, place) : path;
}

const text = (words: string, x: number, y: number, look: string) =>
  `<text x="${short(x)}" y="${short(y)}" ${look}>${escaped(words)}</text>`;

function axes(
  { range, formatX, formatY, isWhole, xLabel, colours }: SvgChart,
  { scale }: Picture,
  place: PointOf,
) {
  const right = ROOM.left + INNER.width;
  const bottom = ROOM.top + INNER.height;
  const small = `fill="${colours.muted}" font-size="12"`;
  const rows = scale.ticks.map((tick) => {
    const [, y] = place(range[0], scale.place(tick));
    const rule = `<path d="M${ROOM.left} ${short(y)}H${right}" stroke="${colours.grid}"/>`;
    return rule + text(formatY(tick), ROOM.left - 8, y + 4, `${small} text-anchor="end"`);
  });
  const columns = roundTicks(...range, INNER.width / TICK_ROOM, isWhole).map((tick) => {
    const [x] = place(tick, 0);
    return text(formatX(tick), x, bottom + 18, `${small} text-anchor="middle"`);
  });
  const name = text(
    xLabel,
    ROOM.left + INNER.width / 2,
    bottom + 36,
    `${small} text-anchor="middle"`,
  );
  return [...rows, ...columns, name];
}

function names(chart: SvgChart, { curves }: Picture, place: PointOf): readonly string[] {
  const room = { place, gap: 15, bottom: ROOM.top + INNER.height };
  return endLabels(chart.lines, curves, chart.range[1], room).map(({ line, left, top }) =>
    text(line.label, left + 8, top + 4, `fill="${line.colour}" font-size="13"`),
  );
}

export function chartSvg(chart: SvgChart): string {
  const { title, note, lines, range, scaleFor, colours } = chart;
  const { width, height } = SVG_SIZE;
  const drawn = picture(lines, { x: range, scaleFor, columns: INNER.width });
  const place = placeIn(range);
  const each = <T>(make: (line: SvgLine, curve: PlotCurve) => T): readonly T[] =>
    lines.flatMap((line, i) => {
      const curve = drawn.curves[i];
      return curve === undefined ? [] : [make(line, curve)];
    });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" role="img">`,
    `<title>${escaped(title)}</title><desc>${escaped(note)}</desc>`,
    `<clipPath id="inner"><rect x="${ROOM.left}" y="${ROOM.top - 4}" width="${INNER.width + 4}" height="${INNER.height + 8}"/></clipPath>`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    text(title, 16, 26, `fill="${colours.ink}" font-size="15" font-weight="600"`),
    text(note, 16, 44, `fill="${colours.muted}" font-size="12"`),
    ...axes(chart, drawn, place),
    ...each(({ colour }, { band }) => (band === null ? '' : bandOf(band, colour, place))),
    ...each((line, curve) => lineOf(line, curve, place)),
    ...names(chart, drawn, place),
    '</svg>\n',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

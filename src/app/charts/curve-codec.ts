// A run's measured curves as a short text for a link, and back: values in 255 levels, deflated, in base64url.

import { deflateSync, inflateSync } from 'fflate';
import { METRIC_NAMES, METRICS, type MetricName } from '../../metrics/metrics.ts';
import type { SeriesOf } from '../run/history.ts';
import { align, append } from '../run/series.ts';

/** First byte; raised when an older page could not read the rest. */
const FORMAT = 1;
/** A run with more evaluations is thinned out to as many. */
export const MOST_POINTS = 100;
const LEVELS = 254;
const NOTHING = 255;
const LATEST_STEP = 10_000_000;
const MOST_BYTES = 16_000;

/** The letter of each metric in links; none may ever change its meaning. */
const LETTERS = {
  'solo/accuracy': 's',
  'tandem/accuracy': 't',
  'handoff/accuracy': 'h',
  'junior/accuracy': 'j',
  'drift/kl': 'd',
  'legibility/junior_ce': 'l',
  'style/jargon': 'J',
  'style/plain': 'P',
  'style/english': 'E',
  'style/french': 'F',
  'style/spanish': 'S',
  'style/german': 'G',
  'style/terse': 'T',
  'style/mixed': 'M',
} as const satisfies { readonly [K in MetricName]?: string };

type Sent = keyof typeof LETTERS;
const SENT = METRIC_NAMES.filter((name): name is Sent => Object.hasOwn(LETTERS, name));

interface Packed {
  readonly text: string;
  /** Every so many evaluations are in it. */
  readonly every: number;
}

const toText = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const toBytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

/** Every so many, counted back from the last. */
const isKept = (i: number, count: number, every: number) => (count - 1 - i) % every === 0;

/** Null where nothing was measured yet. */
export function packCurves(series: SeriesOf): Packed | null {
  const names = SENT.filter((name) => series[name] !== undefined);
  const { x, ys } = align(names.map((name) => series[name]));
  if (x.length === 0) return null;
  const every = Math.ceil(x.length / MOST_POINTS);
  const kept = Array.from(x, (_, i) => i).filter((i) => isKept(i, x.length, every));
  const size = 2 + 4 * kept.length + names.length * (5 + kept.length);
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  view.setUint8(at++, FORMAT);
  view.setUint8(at++, kept.length);
  for (const i of kept) {
    view.setUint32(at, x[i] ?? 0);
    at += 4;
  }
  names.forEach((name, curve) => {
    const column = kept.map((i) => ys[curve]?.[i] ?? null);
    const top = METRICS[name].unit === 'share' ? 1 : Math.max(1e-6, ...column.map(Number));
    view.setUint8(at, LETTERS[name].charCodeAt(0));
    view.setFloat32(at + 1, top);
    at += 5;
    for (const value of column) view.setUint8(at++, levelOf(value, top));
  });
  return { text: toText(deflateSync(new Uint8Array(view.buffer), { level: 9 })), every };
}

function levelOf(value: number | null, top: number): number {
  if (value === null || !Number.isFinite(value)) return NOTHING;
  return Math.round(Math.min(1, Math.max(0, value / top)) * LEVELS);
}

type Unpacked = { readonly series: SeriesOf } | { readonly problem: string };

const refused = (why: string): Unpacked => ({
  problem: `Linked curves (curve): ${why}; it was ignored.`,
});

function inflated(text: string): DataView | null {
  try {
    if (text === '') return null;
    const bytes = inflateSync(toBytes(text), { out: new Uint8Array(MOST_BYTES) });
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch {
    return null;
  }
}

/** The curves of a text from a link; never throws. */
export function unpackCurves(text: string): Unpacked {
  const view = inflated(text);
  if (view === null || view.byteLength < 2) return refused('its text is damaged');
  const format = view.getUint8(0);
  if (format !== FORMAT) return refused(`it has format ${format}; this page reads ${FORMAT}`);
  const count = view.getUint8(1);
  const head = 2 + 4 * count;
  const each = 5 + count;
  const curves = (view.byteLength - head) / each;
  if (count < 1 || count > MOST_POINTS || curves < 1 || !Number.isInteger(curves))
    return refused('its text is cut short or damaged');
  const steps = Array.from({ length: count }, (_, i) => view.getUint32(2 + 4 * i));
  const isRising = steps.every((step, i) => step <= LATEST_STEP && step > (steps[i - 1] ?? -1));
  if (!isRising) return refused('its steps do not rise');
  let series: SeriesOf = {};
  for (let curve = 0; curve < curves; curve++) {
    series = { ...series, ...readCurve(view, head + curve * each, steps) };
  }
  return Object.keys(series).length === 0
    ? refused('it holds no curve that this page draws')
    : { series };
}

/** The one curve that begins at a byte; nothing for a letter or a scale that means none. */
function readCurve(view: DataView, at: number, steps: readonly number[]): SeriesOf {
  const letter = String.fromCharCode(view.getUint8(at));
  const name = SENT.find((each) => LETTERS[each] === letter);
  const top = view.getFloat32(at + 1);
  if (name === undefined || !Number.isFinite(top) || top <= 0) return {};
  let curve: SeriesOf[Sent];
  steps.forEach((step, i) => {
    const level = view.getUint8(at + 5 + i);
    if (level !== NOTHING) curve = append(curve, step, (level / LEVELS) * top);
  });
  return curve === undefined ? {} : { [name]: curve };
}

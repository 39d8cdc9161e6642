// Numbers as the page writes them.
import type { Metric } from '../../metrics/metrics.ts';

/** Stands for a number that is not there yet. */
export const NO_VALUE = '–';
const MINUS = '−';

const signed = (text: string) => text.replace('-', MINUS);

/** A metric's value in its unit: shares as per cent, nats and counts with the digits that matter. */
export function formatValue(unit: Metric['unit'], value: number | null): string {
  if (value === null) return NO_VALUE;
  if (!Number.isFinite(value)) return String(value);
  if (unit === 'share') return `${Math.round(value * 100)} %`;
  if (unit === 'tokens') return signed(value.toFixed(1));
  const size = Math.abs(value);
  if (value !== 0 && size < 0.001) return signed(value.toExponential(1));
  return signed(value.toFixed(size < 0.1 ? 3 : size < 100 ? 2 : 0));
}

/** A value at an axis: as few digits as it needs. */
export function formatTick(unit: Metric['unit'], value: number): string {
  if (unit === 'share') return formatValue(unit, value);
  const short = Number(value.toPrecision(3));
  const isTiny = short !== 0 && Math.abs(short) < 0.001;
  return signed(isTiny ? short.toExponential() : String(short));
}

/** exp(logprob) as per cent. */
export function formatProbability(logprob: number): string {
  const percent = 100 * Math.exp(logprob);
  if (percent < 0.01) return '< 0.01 %';
  return `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

/** With sign, two decimals: +0.94, −0.53, 0.00. */
export function formatSigned(value: number): string {
  const text = Math.abs(value).toFixed(2);
  if (Number(text) === 0) return text;
  return `${value > 0 ? '+' : MINUS}${text}`;
}

/** Steps per second, or per minute when slower than one a second. */
export function formatSpeed(perSecond: number | null): string {
  if (perSecond === null) return NO_VALUE;
  return perSecond >= 1
    ? `${perSecond.toFixed(1)} steps/s`
    : `${(perSecond * 60).toFixed(0)} steps/min`;
}

/** Milliseconds as minutes:seconds, with hours where there are any. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const pad = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const tail = pad(seconds % 60);
  return minutes < 60
    ? `${minutes}:${tail}`
    : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${tail}`;
}

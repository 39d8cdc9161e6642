// Curves in a link: what arrives, length of the text, hostile texts.

import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { expect, test } from 'vitest';
import { LONGEST_CURVE } from '../../config/extras.ts';
import { METRIC_NAMES } from '../../metrics/metrics.ts';
import type { SeriesOf } from '../run/history.ts';
import { append, steps, values } from '../run/series.ts';
import { MOST_POINTS, packCurves, unpackCurves } from './curve-codec.ts';

type Name = keyof SeriesOf;

function made(names: readonly Name[], points: number, value: (i: number) => number): SeriesOf {
  let series: SeriesOf = {};
  for (const name of names) {
    for (let i = 0; i < points; i++)
      series = { ...series, [name]: append(series[name], 10 * i, value(i)) };
  }
  return series;
}

function sent(series: SeriesOf): { readonly text: string; readonly found: SeriesOf } {
  const packed = packCurves(series);
  const unpacked = packed === null ? { problem: 'nothing was packed' } : unpackCurves(packed.text);
  if (packed === null || 'problem' in unpacked) throw new Error(JSON.stringify(unpacked));
  return { text: packed.text, found: unpacked.series };
}

test('shares arrive to within half a level, steps exactly, curves with fewer points too', () => {
  const value = (i: number) => i / 7;
  const series = {
    ...made(['solo/accuracy', 'style/jargon'], 7, value),
    ...made(['junior/accuracy'], 1, () => 0.31),
    ...made(['drift/kl'], 7, (i) => 4.2 - i / 3),
    ...made(['reward/mean'], 7, value),
  };
  const { text, found } = sent(series);
  expect(Object.keys(found).sort()).toEqual([
    'drift/kl',
    'junior/accuracy',
    'solo/accuracy',
    'style/jargon',
  ]);
  for (const name of ['solo/accuracy', 'drift/kl', 'junior/accuracy'] as const) {
    const [before, after] = [series[name], found[name]];
    if (before === undefined || after === undefined) throw new Error(name);
    expect(steps(after)).toEqual(steps(before));
    const top = name === 'drift/kl' ? 4.2 : 1;
    values(after).forEach((y, i) => {
      expect(Math.abs(y - (values(before)[i] ?? 0))).toBeLessThanOrEqual(top / 508 + 1e-6);
    });
  }
  expect(text).toMatch(/^[\w-]+$/);
  expect(text.length).toBeLessThan(120);
});

test('the longest run, of the noisiest curves, fits the link', () => {
  const names = METRIC_NAMES;
  let seed = 1;
  const noise = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const packed = packCurves(made(names, 1234, noise));
  expect(packed?.every).toBe(13);
  expect(packed?.text.length).toBeLessThanOrEqual(LONGEST_CURVE);
  const { found } = sent(made(['solo/accuracy'], 1234, noise));
  const kept = found['solo/accuracy'];
  expect(kept?.length).toBeLessThanOrEqual(MOST_POINTS);
  expect(kept && steps(kept).at(-1)).toBe(12330);
});

test('nothing measured gives no text', () => expect(packCurves({})).toBeNull());

const packedBytes = (...bytes: number[]) =>
  btoa(String.fromCharCode(...deflateSync(Uint8Array.from(bytes)))).replace(/=+$/, '');

test.each([
  ['', 'damaged'],
  ['%%%', 'damaged'],
  ['AAAA', 'damaged'],
  [packedBytes(9, 1), 'format 9'],
  [packedBytes(1, 0), 'damaged'],
  [packedBytes(1, 200, 0, 0, 0, 0), 'damaged'],
  [packedBytes(1, 1, 0, 0, 0, 0, 115, 63), 'cut short'],
  [packedBytes(1, 2, 0, 0, 0, 9, 0, 0, 0, 9, 115, 63, 128, 0, 0, 1, 2), 'do not rise'],
  [packedBytes(1, 1, 0, 0, 0, 0, 63, 63, 128, 0, 0, 1), 'no curve'],
  [packedBytes(1, 1, 0, 0, 0, 0, 115, 127, 192, 0, 0, 1), 'no curve'],
])('%j is refused with a reason', (text, word) => {
  const found = unpackCurves(text);
  expect('problem' in found && found.problem).toContain(word);
});

/** A reason, or curves whose points are numbers at rising steps. */
function expectUsable(found: ReturnType<typeof unpackCurves>): void {
  if ('problem' in found) {
    expect(found.problem).not.toBe('');
    return;
  }
  const curves = Object.values(found.series);
  expect(curves).not.toHaveLength(0);
  for (const curve of curves) {
    const at = [...steps(curve)];
    expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
    expect([...values(curve)].every(Number.isFinite)).toBe(true);
  }
}

test('of any text come usable curves or a reason', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expectUsable(unpackCurves(text));
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 })), (bytes) => {
      expectUsable(unpackCurves(packedBytes(1, ...bytes)));
    }),
  );
});

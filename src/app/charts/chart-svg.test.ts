// A chart as a drawing.
import { expect, test } from 'vitest';
import { chartSvg, type SvgChart, type SvgLine } from './chart-svg.ts';
import { fitScale } from './scale.ts';

const points = (x: readonly number[], y: readonly number[]) => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
});
const LINE: SvgLine = {
  ...points([0, 5, 10], [1, 2, 8]),
  band: { low: points([0, 10], [0.5, 7]), high: points([0, 10], [1.5, 9]) },
  label: 'KL & <co>',
  colour: 'rgb(1, 2, 3)',
  dash: [7, 3],
  hasPoints: true,
};
const CHART: SvgChart = {
  title: 'Drift',
  note: 'Preset jargon, seed 1',
  lines: [LINE],
  range: [0, 10],
  scaleFor: (extent) => fitScale('linear', 'nats', extent),
  formatX: String,
  formatY: (value) => `${value} nats`,
  isWhole: true,
  xLabel: 'steps',
  colours: { paper: 'white', ink: 'black', muted: 'grey', grid: 'silver' },
};
const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found]) => found);

test('title, note, axes and names are text; signs of XML are written as such', () => {
  const texts = matches(chartSvg(CHART), /<text[^>]*>([^<]*)</g);
  expect(texts).toEqual([
    'Drift',
    'Preset jargon, seed 1',
    ...['0 nats', '5 nats', '10 nats'],
    ...['0', '2', '4', '6', '8', '10'],
    'steps',
    'KL &amp; &lt;co&gt;',
  ]);
});

test('a line, its interval and its points stand where their values are', () => {
  const svg = chartSvg(CHART);
  const [band, line] = matches(svg, /<path d="(M[\d.]+ [\d.]+L[^"]*)"/g);
  // 456 pixels for 10 steps and 252 for 10 nats, from the lower left corner at 64, 312.
  expect(line).toBe('M64 286.8L292 261.6L520 110.4');
  expect(band).toBe('M64 274.2L520 85.2L520 135.6L64 299.4Z');
  expect(matches(svg, /<circle cx="([\d.]+)"/g)).toEqual(['64', '292', '520']);
  expect(svg).toContain('stroke-dasharray="7 3"');
});

test('what was smoothed is thin and nameless; what is no number is left out', () => {
  const raw = { ...LINE, ...points([0, 5, 10], [1, Number.NaN, 8]), band: null, isFaint: true };
  const svg = chartSvg({ ...CHART, lines: [raw] });
  expect(svg).toContain('d="M64 280.5L520 60"');
  expect(svg).toContain('stroke-opacity="0.4"');
  expect(svg).not.toContain('KL &amp;');
  expect(svg).not.toMatch(/NaN|<circle/);
});

test('a drawing of 100,000 steps stays small', () => {
  const many = points(
    Array.from({ length: 100_000 }, (_, i) => i),
    Array.from({ length: 100_000 }, (_, i) => Math.sin(i)),
  );
  const svg = chartSvg({ ...CHART, range: [0, 99_999], lines: [{ ...LINE, ...many, band: null }] });
  expect(svg.length).toBeLessThan(60_000);
});

// The report's tables and numbers from times made up for it.
import { expect, test } from 'vitest';
import type { GroupResult } from '../measure.ts';
import { SIZES } from '../timing/work.ts';
import { digits, formatReport, growthSection, markdownTable } from './report.ts';
import { merged } from './result.ts';

test('a table has one rule below its head', () => {
  expect(
    markdownTable([
      ['a', 'b'],
      ['1', '2'],
    ]),
  ).toBe('| a | b |\n|---|---|\n| 1 | 2 |');
});

test.each([
  [0.12345, '0.123'],
  [12.345, '12.3'],
  [1234.5, '1235'],
])('%d has the digits that matter', (value, text) => {
  expect(digits(value)).toBe(text);
});

const spread = (median: number) => ({ median, least: median / 2, most: 2 * median });
const times = (time: number) => ({
  train_step: [time],
  solo_rollout: [time],
  tandem_rollout: [2 * time],
  rl_step: [3 * time],
  vanilla_step: time === 100 ? [250] : [],
  place: 'Node' as const,
  cores: time === 100 ? 1 : 2,
});

const GPU: GroupResult = {
  group: 'gpu',
  size: 'toy',
  work: { config: SIZES.toy, rows: 16, tokens: 32 },
  contenders: [{ name: 'native-webgpu', about: 'ours', place: 'Chromium', cores: null }],
  absent: [],
  agreement: { before: -4.9, after: -4.8, difference: 1e-6 },
  times: new Map([['native-webgpu', { ...times(100), vanilla_step: [], cores: null }]]),
  shares: null,
  gpu: { description: 'a soft one', software: true, peaks: null },
};

test('the report says what ran where, who is missing, times, ratios and the share of the peak', () => {
  const text = formatReport({
    command: 'npm run bench -- --quick',
    date: '2026-01-02',
    machine: { processor: 'A chip', cores: 2, memoryGiB: 4, node: 'v20', load: [1.25, 2, 3] },
    browser: 'Chromium 1',
    groups: [
      {
        group: 'processor',
        size: 'toy',
        work: { config: SIZES.toy, rows: 128, tokens: 64 },
        contenders: [
          { name: 'native-wasm', about: 'ours', place: 'Node', cores: 1 },
          { name: 'tfjs-wasm', about: 'theirs', place: 'Node', cores: 2 },
        ],
        absent: [{ name: 'pytorch', reason: 'no torch' }],
        agreement: { before: -4.9, after: -4.8, difference: 1e-6 },
        times: new Map([
          ['native-wasm', times(100)],
          ['tfjs-wasm', times(400)],
        ]),
        shares: { peak: spread(40), products: spread(0.9), step: spread(0.5) },
        gpu: null,
      },
      GPU,
    ],
    growth: [],
  });
  for (const part of [
    '`npm run bench -- --quick` on 2026-01-02. A chip, 2 cores',
    'load average at the start 1.3, 2.0, 3.0',
    '159 thousand parameters',
    'Left out: pytorch (no torch).',
    '| native-wasm: ours, Node, 1 core | 100 (100–100) | 100 (100–100) | 200 (200–200) | 300 (300–300) | 40960 |',
    '| native-wasm/tfjs-wasm | 0.250 (0.250–0.250), 1:2 cores |',
    '| native-wasm | 1.20 (1.20–1.20) | 1.50 (1.50–1.50) |',
    'products, in the shapes they have there, reach 90 % (45 %–180 %) of that',
    'reaches 50 % (25 %–100 %)',
    'The adapter is a soft one: a processor that plays a GPU',
    '16 rows of 32 tokens',
    '| native-webgpu: ours, Chromium, GPU | 100 (100–100) |',
  ]) {
    expect(text).toContain(part);
  }
});

test('growth ends with the power of each column', () => {
  const points = [1, 2, 4].map((at) => ({ at, tandemRollout: 10 * at, trainStep: at * at }));
  const [, , table] = growthSection([{ by: 'rows', points }]);
  expect(table?.split('\n').at(-1)).toBe('| grows as its power | 1.00 | 2.00 |');
  expect(growthSection([])).toEqual([]);
});

test('a pair of two groups is that of the first', () => {
  const tables = [{ rl_step: { 'a/b': 1 } }, { rl_step: { 'a/b': 2, 'a/c': 3 } }];
  expect(merged(tables)).toEqual({ rl_step: { 'a/b': 1, 'a/c': 3 } });
});

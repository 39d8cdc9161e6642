// The report's tables and numbers from times made up for it.
import { expect, test } from 'vitest';
import { digits, formatReport, growthSection, markdownTable } from './report.ts';

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
});

test('the report says what ran where, who is missing, times, ratios and the share of the peak', () => {
  const text = formatReport({
    command: 'npm run bench -- --quick',
    date: '2026-01-02',
    machine: { processor: 'A chip', cores: 2, memoryGiB: 4, node: 'v20', load: [1.25, 2, 3] },
    sizes: [
      {
        size: 'toy',
        contenders: [
          { name: 'native-wasm', about: 'one thread' },
          { name: 'tfjs-wasm', about: 'theirs' },
        ],
        absent: [{ name: 'pytorch', reason: 'no torch' }],
        agreement: { before: -4.9, after: -4.8, difference: 1e-6 },
        times: new Map([
          ['native-wasm', times(100)],
          ['tfjs-wasm', times(400)],
        ]),
        peak: spread(40),
        peakShare: spread(0.5),
      },
    ],
    growth: [],
  });
  for (const part of [
    '`npm run bench -- --quick` on 2026-01-02. A chip, 2 cores',
    'load average at the start 1.3, 2.0, 3.0',
    '159 thousand parameters',
    'Left out: pytorch (no torch).',
    '| native-wasm: one thread | 100 (100–100) | 100 (100–100) | 200 (200–200) | 300 (300–300) | 40960 |',
    '| native-wasm/tfjs-wasm | 0.250 (0.250–0.250) |',
    '| native-wasm | 1.20 (1.20–1.20) | 1.50 (1.50–1.50) |',
    '50 % (25 %–100 %) of the matmul peak',
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

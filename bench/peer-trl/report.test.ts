// The report of made-up figures, and what is said where Python or one of its packages is missing.
import { afterEach, expect, test, vi } from 'vitest';
import type { ReplayFigures, TandemFigures } from './compare.ts';
import { checkVersions, findTrl } from './python.ts';
import { formatTrlReport, type TrlReport } from './report.ts';

const REPLAY: ReplayFigures = {
  arm: 'vanilla',
  seed: 3,
  steps: 39,
  skipped: [17],
  gradNorm: { first: 1e-7, median: 2e-6, most: 3e-4 },
  loss: 2.5e-8,
  weights: 4e-5,
};

const point = (step: number) => ({
  step,
  jargon: { trl: 0.4 / step, ours: 0.5 / step },
  reward: { trl: 0.55, ours: 0.6 },
});

const TANDEM: TandemFigures = {
  seed: 3,
  steps: 12,
  start: { jargon: 0.906, handoff: 0.164, solo: 0.945 },
  trl: { jargon: 0.016, handoff: 0.656, solo: 0.953 },
  ours: { jargon: 0.008, handoff: 0.664, solo: 0.977 },
  curve: Array.from({ length: 12 }, (_, i) => point(i + 1)),
};

const REPORT: TrlReport = {
  command: 'npm run check:trl',
  date: '2026-01-02',
  commit: 'abc1234+',
  versions: { Python: '3.11.7', trl: '1.13.0' },
  replays: [
    { ...REPLAY, arm: 'vanilla' },
    { ...REPLAY, arm: 'tandem', skipped: [] },
  ],
  controls: [{ ...REPLAY, gradNorm: { first: 3e-4, median: 2.5e-4, most: 4e-4 } }],
  tandems: [TANDEM],
};

test('the report has command, versions, figures, their bounds and that all hold', () => {
  const text = formatTrlReport(REPORT);
  for (const part of [
    '`npm run check:trl` on 2026-01-02, commit abc1234+. Python 3.11.7, trl 1.13.0.',
    '**All 14 bounds hold.**',
    '| tandem | 3 | 39 | 1.0e-7 | 2.0e-6 | 3.0e-4 | 2.5e-8 | 4.0e-5 |\n| vanilla | 3 | 39 (without 17) |',
    '| allowed, at most |  |  | 1.0e-5 | 5.0e-5 |  | 1.0e-6 | 1.0e-3 |',
    '| control: vanilla, TRL’s own epsilon | 3 | 39 (without 17) | 3.0e-4 | 2.5e-4 |',
    '| seed 3, before | 90.6 % | 16.4 % | 94.5 % |',
    '| seed 3, after 12 steps in TRL | 1.6 % | 65.6 % | 95.3 % |',
    '| 1 | 40.0 % | 50.0 % | 55.0 % | 60.0 % |\n| 10 | 4.0 % | 5.0 % | 55.0 % | 60.0 % |\n| 12 |',
  ]) {
    expect(text).toContain(part);
  }
});

test('a broken bound is named with its value at the top', () => {
  const text = formatTrlReport({ ...REPORT, replays: [{ ...REPLAY, weights: 0.02 }] });
  expect(text).toContain('**1 of 10 bounds are broken:**');
  expect(text).toContain('- vanilla, seed 3: weights is 0.02; allowed: at most 0.001.');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a missing Python and missing packages are named, with what helps', async () => {
  vi.stubEnv('TANDEM_PYTHON', '/no/such/python');
  await expect(findTrl()).rejects.toThrow(
    '/no/such/python does not run; allowed: a Python with TRL',
  );
  const found = { Python: '3.11.7', torch: '2.13.0', trl: null, datasets: null };
  expect(() => checkVersions('python3', found)).toThrow(
    'python3 lacks trl, datasets; what helps: python3 -m venv',
  );
  expect(checkVersions('python3', { Python: '3.11.7', trl: '1.13.0' })).toEqual({
    Python: '3.11.7',
    trl: '1.13.0',
  });
});

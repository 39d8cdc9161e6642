// The command experiment: what it names and refuses, and its results as files.
import { expect, test, vi } from 'vitest';
import { EXPERIMENTS } from '../../src/experiments/index.ts';
import { analyse, type Study } from '../../src/study/analysis.ts';
import { curvesFigure, matrixFigure, tradeOffFigure } from '../../src/study/figure.ts';
import { lengthsFigure } from '../../src/study/length-figure.ts';
import type { Examination } from '../../src/study/result.ts';
import { FAKE, fakeStudy } from '../../src/study/study.fixture.ts';
import { parseArguments } from '../input/arguments.ts';
import { formatStudy } from '../report/experiment-report.ts';
import { renderFigure } from '../report/render-figure.ts';
import { tandem } from '../terminal.fixture.ts';
import { command } from './experiment.ts';

vi.setConfig({ testTimeout: 60_000 });

const given = (...argv: string[]) =>
  parseArguments({ name: 'experiment', options: command.options }, argv);

test('--list names all with one line each', async () => {
  const { code, stdout } = await tandem(['experiment', '--list']);
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(EXPERIMENTS.length);
  EXPERIMENTS.forEach(({ name, title }, i) => {
    expect(lines[i]).toContain(name);
    expect(lines[i]).toContain(title);
  });
});

test.each([
  [[], 'name is missing; allowed: jargon, '],
  [['jargn'], '“jargn” is not an experiment; allowed: jargon, languages, weights'],
  [['jargn'], 'Did you mean jargon?'],
  [['jargon', 'trl'], '“trl” follows jargon'],
  [['jargon', '--seeds', '0'], '--seeds is “0”; allowed: whole numbers from 1 to 1000.'],
  [['jargon', '--seeds', '1.5'], '--seeds is “1.5”'],
  [['jargon', '--workers', 'many'], '--workers is “many”'],
  [['weights', '--quick'], 'weights has no quick form; allowed: jargon, languages, trl.'],
])('%j is refused', async (argv, message) => {
  await expect(command.run(given(...argv))).rejects.toThrow(message);
});

const making = { command: 'npm run it', date: '2026-01-31', seeds: [1, 2, 3], hours: 0.06 };
const claims = [
  {
    says: 'Training helps a.',
    source: 'Here.',
    holds: [
      {
        of: { arm: 'a', metric: 'solo/accuracy', at: 'last' },
        minus: { arm: 'a', metric: 'solo/accuracy', at: 'start' },
        is: 'above',
        bound: -0.5,
      },
    ],
  },
] as const;

test('the report has question, verdict, set-up, tables and how it was made', () => {
  const study = fakeStudy({ ...FAKE, claims }, 3);
  const text = formatStudy(study, analyse(study), making);
  for (const part of [
    'Is a better than b?',
    '- **Holds.** Training helps a. Solo of `a` after the last step minus solo of `a` at the start: +50.0 points (',
    'asked: above −50.0 points, met in 3 of 3 seeds',
    '| b | the second | 1 | `#v=1&p=jargon&coin=1&steps=10` |',
    '### After the last step',
    '| a − b | +50.0 points (',
    '; 3 of 3) | – |',
    '| b | 80.0 % | 5, 5, 5 |',
    '`npm run it` on 2026-01-31, seeds 1, 2, 3; 0.06 core hours',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain('undefined');
  expect(text).not.toContain('NaN');
});

test('the report names the readers, and none where there is none', () => {
  const reader = 'initial-junior';
  const study = fakeStudy({ ...FAKE, claims, test: { ...FAKE.test, reader } }, 3);
  expect(formatStudy(study, analyse(study), making)).toContain(
    'The reader of `a`, `b` is the junior as it was at the start.',
  );
  const alone = fakeStudy({ ...FAKE, claims }, 3);
  expect(formatStudy(alone, analyse(alone), making)).not.toContain('The reader');
});

test('with two seeds it says that there are no intervals', () => {
  const study = fakeStudy({ ...FAKE, claims }, 2);
  const text = formatStudy(study, analyse(study), { ...making, seeds: [1, 2] });
  expect(text).toContain('Fewer than 3 seeds: no intervals.');
  expect(text).toContain('**Can’t tell.**');
});

test('lengths have a chapter and a figure of their own', async () => {
  const test = { ...FAKE.test, lengths: [{ length: 'x2', problems: 8, samples: 1 }] } as const;
  const cell = { parts: [1, 1, 1, 0, 0, 0, 0, 0], wholes: null };
  const study = withTests(fakeStudy({ ...FAKE, test }, 3), {
    'length/x2_solo': cell,
    'length/x2_quarter_1': cell,
  });
  const analysis = analyse(study);
  const text = formatStudy(study, analysis, making);
  for (const part of [
    '## Longer problems',
    '![By length](fake-lengths.svg)',
    'solutions of each: ×2 8 and 1.',
    '| a | ×2 | 37.5 % (',
    '| a − b | ×2 | +0.0 points (',
  ]) {
    expect(text).toContain(part);
  }
  const figure = await renderFigure(lengthsFigure(study, analysis));
  expect(figure).toContain('first faults per step by handoff, ×2');
  expect(formatStudy(fakeStudy(FAKE, 3), analyse(fakeStudy(FAKE, 3)), making)).not.toContain(
    'Longer problems',
  );
});

/** The study with more measured after the last step of every run. */
function withTests(study: Study, more: Examination): Study {
  const runs = [...study.runs].map(([arm, results]) => {
    const richer = results.map((result) => ({
      ...result,
      tests: { ...result.tests, last: { ...result.tests.last, ...more } },
    }));
    return [arm, richer] as const;
  });
  return { ...study, runs: new Map(runs) };
}

test('figures are SVG in the page’s inks, with a line per arm', async () => {
  const study = fakeStudy(
    { ...FAKE, matrix: ['tandem/accuracy'], metrics: ['tandem/accuracy'] },
    3,
  );
  const analysis = analyse(study);
  const curves = await renderFigure(curvesFigure(study, analysis));
  expect(curves).toMatch(/^<svg /);
  for (const ink of ['#1f5fa8', '#a85b00', '#fbfaf7']) expect(curves).toContain(ink);
  expect(await renderFigure(matrixFigure(study, analysis))).toContain('75%');
});

test('a trade-off has a named point for every arm', async () => {
  const metrics = ['solo/accuracy', 'tandem/accuracy'] as const;
  const study = fakeStudy({ ...FAKE, metrics }, 3);
  const analysis = analyse(study);
  const drawn = await renderFigure(
    tradeOffFigure(study, analysis, { x: 'solo/accuracy', y: 'tandem/accuracy' }),
  );
  for (const { name } of study.experiment.arms) expect(drawn).toContain(`>${name}</text>`);
  expect(() => tradeOffFigure(study, analysis, { x: 'drift/kl', y: 'solo/accuracy' })).toThrow(
    'drift/kl of a was not measured',
  );
});

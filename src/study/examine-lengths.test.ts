// Lengths examined with a tiny pair: what is counted, on how many problems, and for how much work.
import { expect, test, vi } from 'vitest';
import { engineFor, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import { metricsOfLength } from '../metrics/lengths.ts';
import { TASKS } from '../tasks/index.ts';
import { examineLengths } from './examine-lengths.ts';
import { RESULT_VERSION } from './result.ts';
import { workOf } from './work.ts';

const { arithmetic } = TASKS;

vi.setConfig({ testTimeout: 60_000 });

const lengths = [
  { length: 'x1', problems: 4, samples: 1 },
  { length: 'x2', problems: 3, samples: 2 },
] as const;

test('each length is counted on its own problems', async () => {
  const engine = await engineFor('native-wasm');
  const setup = {
    ...(await tinyPair(engine)),
    engine,
    task: arithmetic,
    problems: [],
    sampling: { temperature: 1, topK: 0, topP: 1, maxNewTokens: 8 },
    seed: 1,
  };
  const found = await examineLengths(setup, lengths);
  expect(Object.keys(found)).toEqual([...metricsOfLength('x1'), ...metricsOfLength('x2')]);
  // Nothing is right: the first step of every solution is the fault.
  expect(found['length/x1_solo']).toEqual({ parts: [0, 0, 0, 0], wholes: null });
  expect(found['length/x1_handoff_faults']).toEqual({ parts: [1, 1, 1, 1], wholes: null });
  expect(found['length/x2_solo']).toEqual({ parts: [0, 0, 0], wholes: [2, 2, 2] });
  expect(found['length/x2_quarter_1']).toEqual({ parts: [2, 2, 2], wholes: [2, 2, 2] });
  expect(found['length/x2_quarter_4']).toEqual({ parts: [0, 0, 0], wholes: [0, 0, 0] });
  expect(await examineLengths(setup, [])).toEqual({});
});

test('work counts a longer solution as so many short ones', () => {
  const test = { problems: 8, samples: 1, also: [] };
  const plan = {
    version: RESULT_VERSION,
    config: tinyConfig(),
    select: 'solo/accuracy',
    models: { senior: 's', junior: 'j' },
  } as const;
  const { examination } = workOf({ ...plan, test });
  const longer = workOf({ ...plan, test: { ...test, lengths } });
  expect(longer.examination - examination).toBe(2 * 4 + 2 * 2 * 3 * 2);
});

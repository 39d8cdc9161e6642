// configAt against real runs: a rollout that is written again with its settings is the same rollout.
import { expect, test, vi } from 'vitest';
import { TOKENIZER, tinyConfig } from '../../../test/fixtures/tiny.ts';
import { tabularEngine } from '../../engine/tabular/engine.ts';
import { tabularCheckpoint } from '../../engine/tabular/table.ts';
import { rewrite } from '../../lab/rewrite.ts';
import type { RunEvent, StepEvent } from '../../run/events.ts';
import type { Pair } from '../../run/pair.ts';
import { BEGINNING, progressAfter, type RunProgress } from '../../run/progress.ts';
import { train } from '../../train.ts';
import { START } from '../events.fixture.ts';
import { configAt } from './config-at.ts';
import { EMPTY_HISTORY, reduce } from './history.ts';

const VOCABULARY = TOKENIZER.vocabulary.length;
const STEPS = 6;

vi.setConfig({ testTimeout: 120_000 });

/** A pair of tables: at learning rate 0 their weights stay, so only settings and draws make a rollout. */
async function tables() {
  const engine = tabularEngine();
  const size = { vocabSize: VOCABULARY, contextLength: 64 };
  const table = (odd: number) =>
    tabularCheckpoint({
      ...size,
      position: Array.from({ length: 64 }, () =>
        Array.from({ length: VOCABULARY }, (_, id) => (id % 2 === odd ? 4 : 1)),
      ),
    });
  const senior = table(0);
  const pair: Pair = {
    senior: await engine.load(senior),
    junior: await engine.load(table(1)),
    secondJunior: null,
    initial: await engine.load(senior),
    tokenizer: TOKENIZER,
    checkpoint: senior,
  };
  return { engine, pair };
}

test.each([
  { pipeline: false, leftAfter: null },
  { pipeline: true, leftAfter: null },
  { pipeline: true, leftAfter: 3 },
])(
  'every step of $pipeline pipelining, left after step $leftAfter, is made with its settings',
  async ({ pipeline, leftAfter }) => {
    const { engine, pair } = await tables();
    const start = tinyConfig({
      steps: STEPS,
      maxNewTokens: 10,
      learningRate: 0,
      evaluationProblems: 1,
      pipeline,
    });
    const edited = (done: number) => ({
      ...start,
      seniorProbability: done < 1 ? start.seniorProbability : 0.9 - 0.1 * done,
      temperature: done < 4 ? start.temperature : 0.6,
    });
    const events: RunEvent[] = [];
    let progress: RunProgress = BEGINNING;
    for await (const event of train(start, engine, pair, null, edited)) {
      events.push(event);
      progress = progressAfter(progress, event);
      if (leftAfter !== null && event.kind === 'step' && event.step === leftAfter) break;
    }
    if (leftAfter !== null) {
      const now = configAt(events.reduce(reduce, EMPTY_HISTORY), Number.POSITIVE_INFINITY);
      if (now === null) throw new Error('the run has begun');
      for await (const event of train(now, engine, pair, progress, edited)) events.push(event);
    }
    const history = events.reduce(reduce, EMPTY_HISTORY);
    const isStep = (event: RunEvent): event is StepEvent => event.kind === 'step';
    const steps = events.filter(isStep);
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { step, problems, rollouts } of steps) {
      const config = configAt(history, step);
      const [problem] = problems;
      const [first] = rollouts;
      if (config === null || problem === undefined) throw new Error('a step has a problem');
      const again = await rewrite({ engine, pair, config }, { problem, step, sequence: 0 });
      expect([step, again.tokens, again.authors]).toEqual([step, first?.tokens, first?.authors]);
    }
  },
);

test('a change counts from the next step on; the last is the newest; none before the start', () => {
  const changes = [
    { kind: 'change', step: 0, changes: { temperature: 0.5 } },
    { kind: 'change', step: 2, changes: { temperature: 0.25, kl: 'initial' } },
  ] as const;
  const history = { start: START, changes, resumes: [] };
  const at = (step: number) => configAt(history, step);
  expect([1, 2, 3].map((step) => at(step)?.temperature)).toEqual([0.5, 0.5, 0.25]);
  expect(at(Number.POSITIVE_INFINITY)).toEqual({
    ...START.config,
    temperature: 0.25,
    kl: 'initial',
  });
  expect(configAt({ ...history, start: null }, 1)).toBeNull();
});

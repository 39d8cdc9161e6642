// A pair of another task is refused with its field and the choices, and a new task brings its own pair.
import { expect, test } from 'vitest';
import { MODEL_NAMES, ownPair, taskOf } from '../models.ts';
import { familyOf, TASK_NAMES } from '../tasks/names.ts';
import { FIELDS } from './fields.ts';
import { parseLink } from './link.ts';
import { fittingChoices, pairProblem, withFittingField, withOwnPair } from './own-pair.ts';
import { DEFAULTS } from './presets.ts';

const LOGIC = withOwnPair({ ...DEFAULTS, task: 'logic' });

test('a checkpoint of another task is a problem, a folder or a fitting one is none', () => {
  expect(pairProblem(DEFAULTS)).toBeNull();
  expect(pairProblem({ ...DEFAULTS, task: 'logic' })).toBe(
    'Senior (senior): “jargon-senior” solves arithmetic, but Task (task) is logic; one of logic-senior, logic-junior.',
  );
  expect(pairProblem({ ...LOGIC, junior: 'plain-junior' })).toContain(
    'Junior (junior): “plain-junior” solves arithmetic',
  );
  expect(pairProblem({ ...DEFAULTS, junior: 'logic-junior' })).toContain('solves logic');
  expect(pairProblem({ task: 'logic', senior: '/tmp/mine', junior: 'no-such' })).toBeNull();
});

test('each task has a pair of its own', () => {
  for (const task of TASK_NAMES) {
    expect(pairProblem({ task, ...ownPair(familyOf(task)) })).toBeNull();
  }
  const { senior, junior } = DEFAULTS;
  expect(ownPair('arithmetic')).toEqual({ senior, junior });
});

test('choosing a task brings its pair; choosing a model of another task is refused', () => {
  expect(withFittingField(DEFAULTS, 'task', 'logic')).toEqual({
    value: { ...DEFAULTS, task: 'logic', senior: 'logic-senior', junior: 'logic-junior' },
  });
  expect(withFittingField(LOGIC, 'task', 'arithmetic')).toEqual({ value: DEFAULTS });
  expect(withFittingField(LOGIC, 'senior', 'jargon-senior')).toEqual({
    problem: expect.stringContaining('Senior (senior): “jargon-senior”'),
  });
  expect(withFittingField(LOGIC, 'senior', 'logic-junior')).toEqual({
    value: { ...LOGIC, senior: 'logic-junior' },
  });
  expect(withFittingField(LOGIC, 'seed', 'x')).toHaveProperty('problem');
});

test('only models of the task are offered, and all else', () => {
  const models = FIELDS.senior.choices;
  for (const task of TASK_NAMES) {
    const own = MODEL_NAMES.filter((name) => taskOf(name) === familyOf(task));
    expect(fittingChoices('senior', models, task)).toEqual(own);
    expect(fittingChoices('junior', models, task)).toEqual(own);
    expect(fittingChoices('task', TASK_NAMES, task)).toEqual(TASK_NAMES);
  }
});

test('a link with a second junior of another task keeps the preset’s, too', () => {
  const { config, problems } = parseLink('v=1&p=jargon&junior2=logic-junior');
  expect(config).toEqual(DEFAULTS);
  expect(problems).toEqual([expect.stringContaining('logic-junior')]);
});

test('a link with a pair of another task keeps the preset’s pair and says so', () => {
  const { config, problems } = parseLink('v=1&p=jargon&task=logic&seed=3');
  expect(config).toEqual({ ...DEFAULTS, seed: 3 });
  expect(problems).toEqual([expect.stringMatching(/^Senior .* The preset’s pair is used\.$/)]);
  expect(
    parseLink('v=1&p=jargon&task=logic&senior=logic-senior&junior=logic-junior'),
  ).toMatchObject({ preset: 'jargon', config: LOGIC, problems: [] });
});

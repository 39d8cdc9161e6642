// Sweeps and arms: which combinations result, and how values out of range are refused.
import { expect, test } from 'vitest';
import { DEFAULTS, presetConfig } from '../../../config/presets.ts';
import { runConfig } from '../../../experiments/experiment.ts';
import { jargon } from '../../../experiments/jargon.ts';
import { trl } from '../../../experiments/trl.ts';
import { weights } from '../../../experiments/weights.ts';
import { armsOf, ownArm } from './batch.ts';
import { METHODS } from './methods.ts';
import { sweepArms, WEIGHTS_GRID } from './sweep.ts';

test('two settings give every combination, the second fastest', () => {
  const found = sweepArms(DEFAULTS, [
    { field: 'seniorProbability', values: '0.25, 1' },
    { field: 'schedule', values: 'word step' },
  ]);
  if ('problem' in found) throw new Error(found.problem);
  expect(found.value.map(({ name }) => name)).toEqual([
    'coin 0.25, handoff word',
    'coin 0.25, handoff step',
    'coin 1, handoff word',
    'coin 1, handoff step',
  ]);
  expect(found.value[3]?.config).toEqual({ ...DEFAULTS, seniorProbability: 1, schedule: 'step' });
});

test('the grid of weights is the measured experiment’s', () => {
  const found = sweepArms(presetConfig('jargon-reinforce'), WEIGHTS_GRID);
  if ('problem' in found) throw new Error(found.problem);
  const pairs = found.value.map(({ config }) => [config.failureWeight, config.juniorWeight]);
  expect(pairs).toEqual(
    weights.arms.map((arm) => {
      const { failureWeight, juniorWeight } = runConfig(weights, arm, 1);
      return [failureWeight, juniorWeight];
    }),
  );
});

test.each([
  ['seniorProbability', '0.5, 1.5', ['Senior’s chance p (coin)', '“1.5”', 'from 0 to 1']],
  ['groupSize', '2, 2.5', ['Group size (group)', '“2.5”', 'whole numbers']],
  ['schedule', 'word, page', ['Handoff (handoff)', '“page”', 'one of word']],
  ['groupSize', ' , ', ['Group size (group)', 'at least one value']],
  ['groupSize', '2 4 2', ['Group size (group)', '“2” is given twice']],
  ['groupSize', '1 2 3 4 5 6 7 8 9 10 11 12 13', ['Group size (group)', '13 values', 'at most 12']],
  ['task', 'logic', ['Senior (senior)', 'logic']],
] as const)('%s of %j is refused with name, value and range', (field, values, says) => {
  const found = sweepArms(DEFAULTS, [{ field, values }]);
  expect(found).toHaveProperty('problem');
  for (const words of says) expect('problem' in found && found.problem).toContain(words);
});

test('one setting cannot be both axes', () => {
  const axis = { field: 'groupSize', values: '2' } as const;
  expect(sweepArms(DEFAULTS, [axis, axis])).toEqual({ problem: 'Choose two different settings.' });
});

test('on the presets of the experiments, the methods are the experiments’ arms', () => {
  const configs = (base: typeof DEFAULTS) =>
    new Map(armsOf(base, METHODS).map(({ name, config }) => [name, config]));
  const arm = (experiment: typeof trl, name: string) => {
    const found = experiment.arms.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no arm ${name}`);
    return runConfig(experiment, found, 1);
  };
  const base = { ...arm(trl, 'tandem'), seed: 1 };
  const found = configs(base);
  expect(found.get('tandem')).toEqual(arm(trl, 'tandem'));
  expect(found.get('no junior')).toEqual(arm(trl, 'vanilla'));
  expect(found.get('KL to junior')).toEqual(arm(trl, 'kl-0.1'));
  expect(found.get('group doubled')).toEqual(arm(trl, 'doubled'));
  expect(found.get('random mask')).toEqual(arm(trl, 'random-mask'));
  const { senior } = DEFAULTS;
  const reinforce = { ...arm(jargon, 'reinforce'), senior };
  expect(configs(arm(jargon, 'tandem')).get('REINFORCE')).toEqual(reinforce);
});

test('tandem on top of a control writes together again', () => {
  const [tandem] = armsOf(presetConfig('vanilla'), METHODS);
  expect(tandem?.config).toEqual(DEFAULTS);
});

test('an arm of one’s own is written as links are, and checked', () => {
  const own = ownArm(DEFAULTS, ' mine ', 'coin=0.8&jw=0.25, steps=9');
  expect(own).toEqual({
    value: {
      name: 'mine',
      stands: 'settings of your own',
      config: { ...DEFAULTS, seniorProbability: 0.8, juniorWeight: 0.25, steps: 9 },
    },
  });
  const problem = (text: string) => ownArm(DEFAULTS, 'mine', text);
  expect(problem('coin=2')).toEqual({ problem: expect.stringContaining('from 0 to 1') });
  expect(problem('penny=2')).toEqual({ problem: expect.stringContaining('“penny=2”') });
  expect(problem('coin')).toEqual({ problem: expect.stringContaining('setting=value') });
  expect(ownArm(DEFAULTS, ' ', 'coin=1')).toEqual({ problem: expect.stringContaining('name') });
});

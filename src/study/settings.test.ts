// The set-up is read from the settings: shared ones once, differing ones by arm.
import { expect, test } from 'vitest';
import { at } from '../at.ts';
import { parseLink } from '../config/link.ts';
import { runConfig } from '../experiments/experiment.ts';
import { EXPERIMENTS } from '../experiments/index.ts';
import { settingsOf } from './settings.ts';
import { FAKE } from './study.fixture.ts';

test('what differs is a column, what is shared and no default is named', () => {
  expect(settingsOf(FAKE)).toEqual({
    shared: [['steps', '10']],
    fields: ['seniorProbability'],
    arms: [
      { name: 'a', stands: 'the first', values: ['0.5'], link: 'v=1&p=jargon&steps=10' },
      { name: 'b', stands: 'the second', values: ['1'], link: 'v=1&p=jargon&coin=1&steps=10' },
    ],
  });
});

test('the links give the runs of the experiments', () => {
  for (const experiment of EXPERIMENTS) {
    settingsOf(experiment).arms.forEach(({ link }, i) => {
      const { config, problems } = parseLink(link);
      expect(problems).toEqual([]);
      expect({ ...config, engine: 'native-wasm' }).toEqual(
        runConfig(experiment, at(experiment.arms, i), 1),
      );
    });
  }
});

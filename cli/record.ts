// tandem record: one run as a recording, which the page shows before anything is trained.
import process from 'node:process';
import { train } from '../src/rl/train.ts';
import type { RunEvent } from '../src/run/events.ts';
import { loadPair } from '../src/run/pair.ts';
import { formatRecording, type Keep, thinned } from '../src/run/recording.ts';
import type { Command, Given, Option } from './command.ts';
import { startEngine } from './engine.ts';
import { ALL_FIELD_OPTIONS } from './field-options.ts';
import { readBelow, writeWhole } from './files.ts';
import { MODELS_OPTION, modelFolder } from './models.ts';
import { progressBar } from './progress.ts';
import { LINK_OPTION, PRESET_OPTION, readWantedRun } from './wanted-run.ts';

const OUT = {
  name: 'out',
  value: 'FILE',
  help: 'Where the recording goes (default public/recorded/PRESET.json).',
} as const satisfies Option;

const OPTIONS: readonly Option[] = [
  PRESET_OPTION,
  LINK_OPTION,
  OUT,
  MODELS_OPTION,
  ...ALL_FIELD_OPTIONS,
];

/** Enough to look around in, little enough for a first look. */
const KEEP: Keep = { every: 5, groups: 2, alternatives: 5 };

export const recordCommand: Command = {
  name: 'record',
  summary: 'Record a run for the page to show before anything is trained.',
  words: '[LINK]',
  options: OPTIONS,
  notes: [
    `Keeps every metric, and the solutions of ${KEEP.groups} problems at every ${KEEP.every}th step.`,
  ],
  run,
};

async function run(given: Given): Promise<number> {
  const { config, preset } = readWantedRun(OPTIONS, given);
  const models = given.options.get(MODELS_OPTION.name);
  const names = {
    senior: await modelFolder('senior', config.senior, models),
    junior: await modelFolder('junior', config.junior, models),
  };
  const engine = await startEngine(config.engine);
  const pair = await loadPair(names, engine, readBelow(''));
  const progress = progressBar(preset);
  const events: RunEvent[] = [];
  for await (const event of train(config, engine, pair)) {
    events.push(thinned(event, KEEP));
    if (event.kind === 'step') progress.update(event.step, config.steps, 'steps');
  }
  progress.end();
  const file = given.options.get(OUT.name) ?? `public/recorded/${preset}.json`;
  await writeWhole(file, formatRecording({ preset, events }));
  process.stdout.write(`${file}\n`);
  return 0;
}

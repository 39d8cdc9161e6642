// tandem record: one run as a recording, which the page shows before anything is trained.
import path from 'node:path';
import process from 'node:process';
import { startEngine } from '../../node/engine.ts';
import { readBelow, writeFolder, writeWhole } from '../../node/files.ts';
import { writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import type { RunConfig } from '../../src/config/fields.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { loadPair } from '../../src/run/pair.ts';
import { formatRecording, type RecordedParts, thinned } from '../../src/run/recording.ts';
import { train } from '../../src/train.ts';
import type { Given, Option, TerminalCommand } from '../input/command.ts';
import { ALL_FIELD_OPTIONS } from '../input/field-options.ts';
import { MODELS_OPTION, modelFolder } from '../input/models.ts';
import { LINK_OPTION, PRESET_OPTION, readRequestedRun } from '../input/requested-run.ts';
import { progressBar } from '../run/progress.ts';

const OUT = {
  name: 'out',
  value: 'DIR',
  help: 'Where PRESET.json and the seniors go (default public/recorded).',
} as const satisfies Option;

const BRIEF = {
  name: 'brief',
  value: null,
  help: 'A smaller recording: the solutions of five steps, fewer top tokens, the last senior.',
} as const satisfies Option;

const OPTIONS: readonly Option[] = [
  PRESET_OPTION,
  LINK_OPTION,
  OUT,
  BRIEF,
  MODELS_OPTION,
  ...ALL_FIELD_OPTIONS,
];

interface RecordingPlan {
  readonly keep: RecordedParts;
  /** Steps between seniors; the last is always written. */
  readonly seniorEvery: number;
}

/** What a reader looks at first, in a few megabytes. */
const WHOLE: RecordingPlan = { keep: { every: 5, groups: 2, topTokens: 5 }, seniorEvery: 20 };
const BRIEF_STEPS = 4;
const BRIEF_SOLUTIONS = 8;

/** Solutions take nearly all of a recording: as many at a step whatever the group. */
const briefPlan = ({ steps, groupSize }: RunConfig): RecordingPlan => ({
  keep: {
    every: Math.ceil(steps / BRIEF_STEPS),
    groups: Math.ceil(BRIEF_SOLUTIONS / groupSize),
    topTokens: 3,
  },
  seniorEvery: steps,
});

export const command: TerminalCommand = {
  words: '[LINK]',
  options: OPTIONS,
  notes: [
    `Keeps every metric, the solutions of ${WHOLE.keep.groups} problems at every ${WHOLE.keep.every}th step, and the senior at every ${WHOLE.seniorEvery}th.`,
  ],
  run,
};

async function run(given: Given): Promise<number> {
  const { config, preset } = readRequestedRun(OPTIONS, given);
  const { keep, seniorEvery } = given.options.has(BRIEF.name) ? briefPlan(config) : WHOLE;
  const models = given.options.get(MODELS_OPTION.name);
  const names = {
    senior: await modelFolder('senior', config.senior, models),
    junior: await modelFolder('junior', config.junior, models),
  };
  const engine = await startEngine(config.engine);
  const pair = await loadPair(names, engine, readBelow(''));
  const folder = given.options.get(OUT.name) ?? path.join('public', 'recorded');
  const progress = progressBar(preset);
  const events: RunEvent[] = [];
  const seniors: { step: number; path: string }[] = [];
  for await (const event of train(config, engine, pair)) {
    events.push(thinned(event, keep));
    if (event.kind !== 'step') continue;
    progress.update(event.step, config.steps, 'steps');
    if (event.step % seniorEvery !== 0 && event.step !== config.steps) continue;
    const name = `${preset}-${event.step}.safetensors`;
    const bytes = writeSafetensors(await engine.weights(pair.senior), 'F16');
    await writeFolder(folder, new Map([[name, bytes]]));
    seniors.push({ step: event.step, path: `../recorded/${name}` });
  }
  progress.end();
  const file = path.join(folder, `${preset}.json`);
  await writeWhole(file, formatRecording({ preset, seniors, events }));
  process.stdout.write(`${file}\n`);
  return 0;
}

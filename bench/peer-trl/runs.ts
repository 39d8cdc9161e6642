// Makes our runs and TRL's in one folder and reads the figures of both.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readSafetensors } from '../../src/checkpoint/safetensors.ts';
import { FormatError } from '../../src/format-error.ts';
import { expectObject, type JsonObject, parseJson, show } from '../../src/json.ts';
import {
  compareReplay,
  type PairFigures,
  type PeerArm,
  type ReplayFigures,
  type StepFigures,
  type TandemFigures,
} from './compare.ts';
import { runScript, runTandem } from './python.ts';

const PRESETS: Readonly<Record<PeerArm, string>> = { tandem: 'jargon', vanilla: 'vanilla' };

/** What both parts need of one of our runs. */
export interface TandemRun {
  readonly arm: PeerArm;
  readonly seed: number;
  readonly folder: string;
  readonly steps: readonly JsonObject[];
  readonly evaluations: readonly JsonObject[];
  /** The folders of the models it began with. */
  readonly models: { readonly senior: string; readonly junior: string };
}

interface Wanted {
  readonly arm: PeerArm;
  readonly seed: number;
  readonly steps: number;
  /** Where the folders of all runs are. */
  readonly root: string;
}

export async function makeTandemRun({ arm, seed, steps, root }: Wanted): Promise<TandemRun> {
  const folder = path.join(root, `${arm}-${seed}`);
  const settings = { preset: PRESETS[arm], seed, steps, 'evaluate-every': 0 };
  const options = Object.entries({ ...settings, engine: 'native-wasm', out: folder });
  await runTandem([
    'train',
    '--quiet',
    ...options.flatMap(([name, value]) => [`--${name}`, `${value}`]),
  ]);
  const lines = (await readFile(path.join(folder, 'events.jsonl'), 'utf8')).trim().split('\n');
  const events = lines.map((line) => expectObject(JSON.parse(line), 'a line of events.jsonl'));
  const models = field(await readJson(path.join(folder, 'run.json')), 'models');
  return {
    arm,
    seed,
    folder,
    steps: events.filter(({ kind }) => kind === 'step'),
    evaluations: events.filter(({ kind }) => kind === 'evaluation'),
    models: { senior: folderOf(models, 'senior'), junior: folderOf(models, 'junior') },
  };
}

/** TRL learns from the rollouts of `run`; `epsilon` is what it adds to a group's standard deviation. */
export async function replayRun(run: TandemRun, epsilon: 'ours' | 'trl'): Promise<ReplayFigures> {
  const out = `${run.folder}-replayed-${epsilon}`;
  await runScript('replay.py', [run.folder, out, epsilon]);
  const result = await readJson(path.join(out, 'result.json'));
  const ours = run.steps.map((event): StepFigures => {
    const metrics = field(event, 'metrics');
    return {
      step: number(event, 'step'),
      gradNorm: number(metrics, 'update/grad_norm'),
      loss: number(metrics, 'update/loss'),
    };
  });
  const trl = objects(result, 'steps').map((step) => ({
    step: number(step, 'step'),
    gradNorm: number(step, 'gradNorm'),
    loss: number(step, 'loss'),
  }));
  return compareReplay(
    run,
    { ours, trl },
    {
      start: await weights(run.models.senior),
      ours: await weights(path.join(run.folder, 'senior')),
      trl: await weights(out),
    },
  );
}

/** TRL trains in tandem on the problems of `run`. */
export async function trainInTrl(run: TandemRun): Promise<TandemFigures> {
  const out = `${run.folder}-in-trl`;
  await runScript('tandem.py', [run.folder, out]);
  const result = await readJson(path.join(out, 'result.json'));
  const curve = objects(result, 'steps').map((step, i) => {
    const metrics = field(expectObject(run.steps[i], `step ${i + 1}`), 'metrics');
    return {
      step: number(step, 'step'),
      jargon: { trl: number(step, 'jargon'), ours: number(metrics, 'style/batch_jargon') },
      reward: { trl: number(step, 'reward'), ours: number(metrics, 'reward/mean') },
    };
  });
  return {
    seed: run.seed,
    steps: curve.length,
    start: evaluation(run.evaluations.at(0)),
    ours: evaluation(run.evaluations.at(-1)),
    trl: pairFigures(await evaluated(out, run)),
    curve,
  };
}

async function evaluated(senior: string, { seed, models }: TandemRun): Promise<JsonObject> {
  const pair = ['--senior', senior, '--junior', models.junior];
  const output = await runTandem([
    'evaluate',
    ...pair,
    '--seed',
    `${seed}`,
    '--engine',
    'native-wasm',
    '--json',
  ]);
  return field(expectObject(JSON.parse(output), 'the line of tandem evaluate'), 'metrics');
}

const evaluation = (event: JsonObject | undefined) =>
  pairFigures(field(expectObject(event, 'an evaluation of events.jsonl'), 'metrics'));

const pairFigures = (metrics: JsonObject): PairFigures => ({
  jargon: number(metrics, 'style/jargon'),
  handoff: number(metrics, 'handoff/accuracy'),
  solo: number(metrics, 'solo/accuracy'),
});

async function weights(folder: string) {
  const file = path.join(folder, 'model.safetensors');
  return readSafetensors(await readFile(file), file);
}

const readJson = async (file: string) => expectObject(parseJson(await readFile(file), file), file);

const field = (json: JsonObject, name: string) => expectObject(json[name], name);

function number(json: JsonObject, name: string): number {
  const value = json[name];
  if (typeof value === 'number') return value;
  throw new FormatError(`${name} is ${show(value)}; allowed: a number.`);
}

function objects(json: JsonObject, name: string): readonly JsonObject[] {
  const list = json[name];
  if (Array.isArray(list)) return list.map((item) => expectObject(item, `an item of ${name}`));
  throw new FormatError(`${name} is ${show(list)}; allowed: a list.`);
}

function folderOf(models: JsonObject, name: string): string {
  const { folder } = field(models, name);
  if (typeof folder === 'string') return folder;
  throw new FormatError(`${name}.folder is ${show(folder)}; allowed: text.`);
}

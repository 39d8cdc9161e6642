// The runs of an experiment and the files of their results.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { readBelow, writeWhole } from '../../node/files.ts';
import {
  type Arm,
  type Experiment,
  type ReaderModel,
  readerOf,
  runConfig,
} from '../../src/experiments/experiment.ts';
import {
  formatResult,
  parseResult,
  planKey,
  RESULT_VERSION,
  type RunPlan,
  type RunResult,
} from '../../src/study/result.ts';
import { modelFolder, pairFolders } from '../input/models.ts';
import { modelRecord } from '../run/versions.ts';
import type { RunOrder } from './experiment-worker.ts';

export interface PlannedRun extends RunOrder {
  readonly arm: string;
  readonly seed: number;
  /** Where its result is, or will be. */
  readonly file: string;
}

/** Seed by seed, so that what a stopped experiment has is whole seeds first. */
export async function plannedRuns(
  experiment: Experiment,
  seeds: readonly number[],
  folder: string,
): Promise<readonly PlannedRun[]> {
  const planned: PlannedRun[] = [];
  const digests = new Map<string, string>();
  for (const seed of seeds) {
    for (const arm of experiment.arms) {
      planned.push(await plannedRun(experiment, { arm, seed, folder, digests }));
    }
  }
  return planned;
}

async function plannedRun(
  experiment: Experiment,
  {
    arm,
    seed,
    folder,
    digests,
  }: {
    readonly arm: Arm;
    readonly seed: number;
    readonly folder: string;
    readonly digests: Map<string, string>;
  },
): Promise<PlannedRun> {
  const config = runConfig(experiment, arm, seed);
  const pair = await pairFolders(config);
  const reader = readerOf(experiment, arm);
  const readerFolder = async (name: ReaderModel) =>
    name === 'initial-junior' ? pair.junior : modelFolder('reader', name);
  const folders = {
    ...pair,
    ...(reader !== undefined && { reader: await readerFolder(reader) }),
  };
  const digest = async (model: string) => {
    const known = digests.get(model) ?? (await modelRecord(model)).sha256;
    digests.set(model, known);
    return known;
  };
  const plan: RunPlan = {
    version: RESULT_VERSION,
    config,
    select: experiment.select,
    test: { ...experiment.test, ...(reader !== undefined && { reader }) },
    models: {
      senior: await digest(folders.senior),
      junior: await digest(folders.junior),
      ...(folders.secondJunior !== undefined && {
        secondJunior: await digest(folders.secondJunior),
      }),
      ...(folders.reader !== undefined && { reader: await digest(folders.reader) }),
    },
  };
  const key = createHash('sha256').update(planKey(plan)).digest('hex').slice(0, 12);
  const file = path.join(folder, `${arm.name}-seed${seed}-${key}.json`);
  return { arm: arm.name, seed, file, plan, folders };
}

/** The run's result, or null when it is still to be made. */
export async function readRun({ file, plan }: PlannedRun): Promise<RunResult | null> {
  const bytes = await readBelow('')(file);
  return bytes === null ? null : parseResult(new TextDecoder().decode(bytes), plan);
}

export async function writeRun({ file }: PlannedRun, result: RunResult): Promise<void> {
  await writeWhole(file, formatResult(result));
}

// Finds the checkpoint folder of a NAME or DIR.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunConfig } from '../../src/config/fields.ts';
import { isOwnName } from '../../src/config/own-model.ts';
import { pairProblem } from '../../src/config/own-pair.ts';
import { NO_MODEL } from '../../src/models.ts';
import type { TaskName } from '../../src/tasks/names.ts';
import { type Option, UsageError } from './command.ts';

export const DEFAULT_MODELS = 'public/models';
/** Where recipes that are not shipped are made. */
export const DEFAULT_WORK = 'runs/pretrain';

export const MODELS_OPTION: Option = {
  name: 'models',
  value: 'DIR',
  help: `Folder of the checkpoint folders that names mean (default ${DEFAULT_MODELS}).`,
};

/** Checkpoint folders of a pair. */
export interface PairFolders {
  readonly senior: string;
  readonly junior: string;
  /** Absent where there is one junior. */
  readonly secondJunior?: string;
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * The folder that `text` names: one below `models`, else the path itself, else one made from its recipe.
 * @throws UsageError when none is a folder
 */
export async function modelFolder(
  option: string,
  text: string,
  models: string = DEFAULT_MODELS,
): Promise<string> {
  const below = path.join(models, text);
  if (await isFolder(below)) return below;
  if (await isFolder(text)) return text;
  const made = path.join(DEFAULT_WORK, text, 'final');
  if (await isFolder(made)) return made;
  if (isOwnName(text)) {
    throw new UsageError(
      `--${option} is “${text}”, which is not made yet; its name is its recipe: npm run tandem -- pretrain ${text}`,
    );
  }
  throw new UsageError(
    `--${option} is “${text}”; allowed: the name of a folder in ${models}, or a path to a checkpoint folder.`,
  );
}

/** Those of a run's settings. */
export async function pairFolders(
  { senior, junior, secondJunior }: Pick<RunConfig, 'senior' | 'junior' | 'secondJunior'>,
  models?: string,
): Promise<PairFolders> {
  return {
    senior: await modelFolder('senior', senior, models),
    junior: await modelFolder('junior', junior, models),
    ...(secondJunior !== NO_MODEL && {
      secondJunior: await modelFolder('second-junior', secondJunior, models),
    }),
  };
}

/** @throws UsageError when a shipped checkpoint is of another task */
export function checkPair(task: TaskName, senior: string, junior: string): void {
  const problem = pairProblem({ task, senior, junior });
  if (problem !== null) throw new UsageError(problem);
}

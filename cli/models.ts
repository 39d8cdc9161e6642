// From NAME or DIR to a checkpoint folder. Knows no weights.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunConfig } from '../src/config/fields.ts';
import { NO_MODEL } from '../src/models.ts';
import { type Option, UsageError } from './command.ts';

export const DEFAULT_MODELS = 'public/models';

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
 * The folder that `text` names: one below `models`, else the path itself.
 * @throws UsageError when neither is a folder
 */
export async function modelFolder(
  option: string,
  text: string,
  models: string = DEFAULT_MODELS,
): Promise<string> {
  const below = path.join(models, text);
  if (await isFolder(below)) return below;
  if (await isFolder(text)) return text;
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

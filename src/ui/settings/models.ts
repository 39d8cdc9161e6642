// Names of checkpoints as people say them.
import { ownModel, ownSummary, ownTitle } from '../../config/own-model.ts';
import { MODEL_NAMES, MODELS } from '../../models.ts';

const modelOf = (value: unknown) => {
  const name = MODEL_NAMES.find((known) => known === value);
  if (name !== undefined) return MODELS[name];
  const own = typeof value === 'string' ? ownModel(value) : null;
  return own === null ? null : { title: ownTitle(own), summary: ownSummary(own) };
};

/** What a choice is called: a checkpoint's title, or the choice itself. */
export const choiceTitle = (choice: string): string => modelOf(choice)?.title ?? choice;

/** What a checkpoint is like; null for values that are no checkpoint. */
export const modelSummary = (value: unknown): string | null => modelOf(value)?.summary ?? null;

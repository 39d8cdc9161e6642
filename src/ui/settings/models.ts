// Titles and summaries of checkpoints.
import { ownModel, ownSummary, ownTitle } from '../../config/own-model.ts';
import { MODEL_NAMES, MODELS } from '../../models.ts';

const modelOf = (value: unknown) => {
  const name = MODEL_NAMES.find((known) => known === value);
  if (name !== undefined) return MODELS[name];
  const own = typeof value === 'string' ? ownModel(value) : null;
  return own === null ? null : { title: ownTitle(own), summary: ownSummary(own) };
};

/** A checkpoint's title, or the choice itself. */
export const choiceTitle = (choice: string): string => modelOf(choice)?.title ?? choice;

/** A checkpoint's summary; null for values that are no checkpoint. */
export const modelSummary = (value: unknown): string | null => modelOf(value)?.summary ?? null;

// Undo and redo of settings: their values before each edit.
import type { FieldName } from '../../config/fields.ts';
import type { Setup } from '../run/run-state.ts';

export interface Edits {
  readonly past: readonly Setup[];
  readonly future: readonly Setup[];
  /** What the newest edit was of: moving one slider is one edit. Null where the next begins a new one. */
  readonly field: FieldName | null;
}

export const NO_EDITS: Edits = { past: [], future: [], field: null };
const MOST_EDITS = 200;

/** @param field of which setting; null for a whole preset or link */
export function edited(edits: Edits, { preset, config }: Setup, field: FieldName | null): Edits {
  if (field !== null && field === edits.field) return { ...edits, future: [] };
  return { past: [...edits.past, { preset, config }].slice(-MOST_EDITS), future: [], field };
}

export interface Undone extends Setup {
  readonly edits: Edits;
}

/** Null where there is nothing to go back to. */
export function undone({ past, future }: Edits, { preset, config }: Setup): Undone | null {
  const back = past.at(-1);
  if (back === undefined) return null;
  return {
    ...back,
    edits: { past: past.slice(0, -1), future: [{ preset, config }, ...future], field: null },
  };
}

/** Null where nothing was undone. */
export function redone({ past, future }: Edits, { preset, config }: Setup): Undone | null {
  const [forth, ...rest] = future;
  if (forth === undefined) return null;
  return { ...forth, edits: { past: [...past, { preset, config }], future: rest, field: null } };
}

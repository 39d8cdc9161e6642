// The senior as it was at some steps of a run: what the lab can go back to. Pure.
import type { KeptSenior, Snapshot } from '../../protocol.ts';

/** More are thinned out, the first and the newest kept. */
const MOST_SENIORS = 16;
const WEIGHTS = 'model.safetensors';

export const UNTRAINED: KeptSenior = { step: 0, weights: { kind: 'shipped' } };

/** One senior more, if the snapshot is of an evaluated step; oldest first. */
export function keepSenior(
  kept: readonly KeptSenior[],
  { progress, files }: Snapshot,
): readonly KeptSenior[] {
  const bytes = files.get(WEIGHTS);
  if (!progress.evaluated || progress.step === 0 || bytes === undefined) return kept;
  const older = kept.filter(({ step }) => step < progress.step);
  const room = older.length < MOST_SENIORS ? older : older.filter((_, i) => i % 2 === 0);
  return [...room, { step: progress.step, weights: { kind: 'bytes', bytes } }];
}

/** The senior nearest to the one after so many steps, of two equally near the older; one is always there. */
export function seniorNearest(kept: readonly KeptSenior[], step: number): KeptSenior {
  const away = (senior: KeptSenior) => Math.abs(senior.step - step);
  return kept.reduce((best, each) => (away(each) < away(best) ? each : best), kept[0] ?? UNTRAINED);
}

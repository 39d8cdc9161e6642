// The senior’s weights at some steps of a run, to which the lab can return.
import type { KeptSenior, Snapshot } from '../../protocol.ts';

/** More are thinned out; the first and the newest stay. */
const MOST_SENIORS = 16;
const WEIGHTS = 'model.safetensors';

export const UNTRAINED: KeptSenior = { step: 0, weights: { kind: 'shipped' } };

/** One senior more, if the snapshot is of an evaluated step; oldest first. */
export function keepSenior(
  seniors: readonly KeptSenior[],
  { progress, files }: Snapshot,
): readonly KeptSenior[] {
  const bytes = files.get(WEIGHTS);
  if (!progress.evaluated || progress.step === 0 || bytes === undefined) return seniors;
  const older = seniors.filter(({ step }) => step < progress.step);
  const room = older.length < MOST_SENIORS ? older : older.filter((_, i) => i % 2 === 0);
  return [...room, { step: progress.step, weights: { kind: 'bytes', bytes } }];
}

/** The senior nearest to a step, of two equally near the older; the untrained one where there is none. */
export function seniorNearest(seniors: readonly KeptSenior[], step: number): KeptSenior {
  const away = (senior: KeptSenior) => Math.abs(senior.step - step);
  return seniors.reduce(
    (best, each) => (away(each) < away(best) ? each : best),
    seniors[0] ?? UNTRAINED,
  );
}

// A checkpoint that the reader trains, named by its recipe, so that a link that names it is enough to train it again.
import type { StyleName } from '../tasks/parts/task.ts';

/** Ways of writing to choose from; all are the shared tokenizer's. */
export const OWN_STYLES = ['plain', 'jargon', 'english', 'french', 'spanish', 'german'] as const;
export type OwnStyle = Extract<StyleName, (typeof OWN_STYLES)[number]>;

export interface OwnModel {
  readonly style: OwnStyle;
  /** Percentage of its documents in that style; the others are in the other. */
  readonly share: number;
  readonly other: OwnStyle;
  readonly steps: number;
  /** Percentage of its documents' lines with a wrong result: the more, the weaker. */
  readonly slips: number;
  readonly seed: number;
}

interface OwnBounds {
  readonly min: number;
  readonly max: number;
}

/** Of the numbers, which are all whole. */
export const OWN_BOUNDS = {
  share: { min: 0, max: 100 },
  steps: { min: 10, max: 4000 },
  slips: { min: 0, max: 60 },
  seed: { min: 0, max: 999_999 },
} as const satisfies Partial<Record<keyof OwnModel, OwnBounds>>;
export type OwnNumber = keyof typeof OWN_BOUNDS;

export type OwnName = `own-${string}`;

export const ownName = ({ style, share, other, steps, slips, seed }: OwnModel): OwnName =>
  `own-${style}-${share}-${other}-${steps}-${slips}-${seed}`;

const NAME = /^own-([a-z]+)-(\d+)-([a-z]+)-(\d+)-(\d+)-(\d+)$/;
const NUMBERS: readonly OwnNumber[] = ['share', 'steps', 'slips', 'seed'];

const styleOf = (text: string | undefined) => OWN_STYLES.find((style) => style === text);

/** The recipe in a name; null for any other name, or one that `ownName` would write otherwise. */
export function ownModel(name: string): OwnModel | null {
  const parts = NAME.exec(name);
  const style = styleOf(parts?.[1]);
  const other = styleOf(parts?.[3]);
  if (parts === null || style === undefined || other === undefined) return null;
  const [share, steps, slips, seed] = [2, 4, 5, 6].map((i) => Number(parts[i]));
  if (share === undefined || steps === undefined || slips === undefined || seed === undefined) {
    return null;
  }
  const model: OwnModel = { style, share, other, steps, slips, seed };
  const isWithin = NUMBERS.every(
    (key) => model[key] >= OWN_BOUNDS[key].min && model[key] <= OWN_BOUNDS[key].max,
  );
  return isWithin && ownName(model) === name ? model : null;
}

export const isOwnName = (name: string): name is OwnName => ownModel(name) !== null;

/** E.g. 'Own: 80 % jargon, 600 steps'. */
export function ownTitle({ style, share, steps }: OwnModel): string {
  return `Own: ${share} % ${style}, ${steps} steps`;
}

export function ownSummary({ style, share, other, steps, slips, seed }: OwnModel): string {
  const mixture = share === 100 || other === style ? style : `${share} % ${style}, else ${other}`;
  return `Trained here from random weights: ${mixture}; a slip in ${slips} % of lines; ${steps} steps, seed ${seed}.`;
}

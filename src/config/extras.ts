// What a link says besides the experiment: which parts of the page are hidden, and
// the curve that its sender put in. Knows no component and not what the curve's text means.

/** Parts of the page that a link may hide, as a reader calls them. */
export const PARTS = {
  header: 'Header',
  preset: 'Choice of preset',
  actions: 'Buttons right of the run',
  solution: 'Solution',
  lab: 'Lab',
  group: 'Group',
  curves: 'Curves',
  settings: 'Settings',
  compare: 'Comparisons',
  article: 'Article',
} as const;

export type Part = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS).filter((name): name is Part =>
  Object.hasOwn(PARTS, name),
);

export interface Extras {
  /** In the order of PARTS, each once. */
  readonly hide: readonly Part[];
  /** Base64url; null where the link brings none. */
  readonly curve: string | null;
}

export const NO_EXTRAS: Extras = { hide: [], curve: null };

/** Characters of a curve; leaves room in a link for every setting. */
export const LONGEST_CURVE = 2400;

/** Keys of the link that are not settings. */
const KEYS: Readonly<Record<keyof Extras, string>> = { hide: 'hide', curve: 'curve' };
export const isExtraKey = (key: string): boolean => key === KEYS.hide || key === KEYS.curve;

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function readHide(text: string | undefined, problems: string[]): readonly Part[] {
  const wanted = (text ?? '').split(',').filter((name) => name !== '');
  for (const name of new Set(wanted)) {
    if (Object.hasOwn(PARTS, name)) continue;
    problems.push(
      `Hidden parts (hide): “${shorten(name)}” is no part of the page; parts are ${PART_NAMES.join(', ')}; it was ignored.`,
    );
  }
  return PART_NAMES.filter((name) => wanted.includes(name));
}

function readCurve(text: string | undefined, problems: string[]): string | null {
  if (text === undefined) return null;
  if (text.length > LONGEST_CURVE) {
    problems.push(
      `Sent curve (curve): it has ${text.length} characters, at most ${LONGEST_CURVE} are read; it was ignored.`,
    );
    return null;
  }
  return text;
}

/** @param problems gets a sentence for each part that cannot be used */
export const readExtras = (pairs: ReadonlyMap<string, string>, problems: string[]): Extras => ({
  hide: readHide(pairs.get(KEYS.hide), problems),
  curve: readCurve(pairs.get(KEYS.curve), problems),
});

/** Pairs of the link, none where nothing is hidden or sent. */
export const formatExtras = ({ hide, curve }: Extras): readonly string[] => [
  ...(hide.length === 0 ? [] : [`${KEYS.hide}=${hide.join(',')}`]),
  ...(curve === null ? [] : [`${KEYS.curve}=${curve}`]),
];

// What a link says besides the experiment: which panels of the page it hides, and its sender's curve.

/** Titles of what a link may hide. `PANELS` of src/ui/panels.tsx has a row for each but the header. */
export const PANEL_TITLES = {
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

export type PanelName = keyof typeof PANEL_TITLES;
export const PANEL_NAMES = Object.keys(PANEL_TITLES).filter((name): name is PanelName =>
  Object.hasOwn(PANEL_TITLES, name),
);

export interface Extras {
  /** In the order of PANEL_TITLES, each once. */
  readonly hide: readonly PanelName[];
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

function readHide(text: string | undefined, problems: string[]): readonly PanelName[] {
  const names = (text ?? '').split(',').filter((name) => name !== '');
  for (const name of new Set(names)) {
    if (Object.hasOwn(PANEL_TITLES, name)) continue;
    problems.push(
      `Hidden parts (hide): “${shorten(name)}” is no part of the page; parts are ${PANEL_NAMES.join(', ')}; it was ignored.`,
    );
  }
  return PANEL_NAMES.filter((name) => names.includes(name));
}

function readCurve(text: string | undefined, problems: string[]): string | null {
  if (text === undefined) return null;
  if (text.length > LONGEST_CURVE) {
    problems.push(
      `Linked curves (curve): the text has ${text.length} characters, at most ${LONGEST_CURVE} are read; it was ignored.`,
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

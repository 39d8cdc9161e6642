// Config to and from the link’s fragment, `v=1&p=jargon&seed=3`: only what differs from the preset; the rest of a link is reported.

import { type Extras, formatExtras, isExtraKey, NO_EXTRAS, readExtras } from './extras.ts';
import { FIELD_NAMES, FIELDS, type FieldName, type RunConfig } from './fields.ts';
import { pairProblem } from './own-pair.ts';
import { formatField, withField } from './parse.ts';
import {
  DEFAULT_PRESET,
  isPresetName,
  PRESET_NAMES,
  type PresetName,
  presetConfig,
} from './presets.ts';

/** Raised when a key, a default or a preset changes its meaning. */
const LINK_VERSION = '1';
const LONGEST = 4000;

export interface Link {
  readonly preset: PresetName;
  readonly config: RunConfig;
  /** What the page hides, and the curve that came along. */
  readonly extras: Extras;
  /** One sentence for each part of the link that was not used. */
  readonly problems: readonly string[];
}

const FIELD_OF_KEY: ReadonlyMap<string, FieldName> = new Map(
  FIELD_NAMES.map((name) => [FIELDS[name].url, name]),
);

/** Fragment without '#'. Keys are in the order of FIELDS, so equal experiments give equal links. */
export function formatLink(
  preset: PresetName,
  config: RunConfig,
  extras: Extras = NO_EXTRAS,
): string {
  const base = presetConfig(preset);
  const changed = FIELD_NAMES.filter((name) => config[name] !== base[name]);
  const pairs = changed.map(
    (name) => `${FIELDS[name].url}=${encodeURIComponent(formatField(config[name]))}`,
  );
  return [`v=${LINK_VERSION}`, `p=${preset}`, ...pairs, ...formatExtras(extras)].join('&');
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Key -> value; keys that are unreadable or repeated are reported and left out. */
function readPairs(fragment: string, problems: string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  const repeated = new Set<string>();
  for (const part of fragment.split('&').filter((text) => text !== '')) {
    const cut = part.indexOf('=');
    const key = decode(cut < 0 ? part : part.slice(0, cut));
    const value = cut < 0 ? null : decode(part.slice(cut + 1));
    if (key === null || value === null) {
      problems.push(`“${shorten(part)}” is not of the form key=value; it was ignored.`);
    } else if (pairs.has(key)) repeated.add(key);
    else pairs.set(key, value);
  }
  for (const key of repeated) {
    pairs.delete(key);
    problems.push(`“${shorten(key)}” is given more than once in the link; it was ignored.`);
  }
  return pairs;
}

function readPreset(text: string | undefined, problems: string[]): PresetName {
  if (text === undefined) return DEFAULT_PRESET;
  if (isPresetName(text)) return text;
  problems.push(
    `Preset (p): “${shorten(text)}” does not exist; one of ${PRESET_NAMES.join(', ')}. ${DEFAULT_PRESET} is used.`,
  );
  return DEFAULT_PRESET;
}

function readFields(pairs: ReadonlyMap<string, string>, link: Link): Link {
  let config = link.config;
  const problems = [...link.problems];
  for (const [key, text] of pairs) {
    if (key === 'v' || key === 'p' || isExtraKey(key)) continue;
    const name = FIELD_OF_KEY.get(key);
    if (name === undefined) {
      problems.push(`“${shorten(key)}” is not a setting; it was ignored.`);
      continue;
    }
    const parsed = withField(config, name, text);
    if ('value' in parsed) config = parsed.value;
    else problems.push(`${parsed.problem} ${formatField(config[name])} is used.`);
  }
  const problem = pairProblem(config);
  if (problem === null) return { ...link, config, problems };
  const { task, senior, junior, secondJunior } = link.config;
  problems.push(`${problem} The preset’s pair is used.`);
  return { ...link, config: { ...config, task, senior, junior, secondJunior }, problems };
}

/** Reads a fragment, with or without '#'. Never throws; the config is always a valid one. */
export function parseLink(hash: string): Link {
  const fragment = hash.startsWith('#') ? hash.slice(1) : hash;
  const fallback = {
    preset: DEFAULT_PRESET,
    config: presetConfig(DEFAULT_PRESET),
    extras: NO_EXTRAS,
  };
  if (fragment === '') return { ...fallback, problems: [] };
  if (fragment.length > LONGEST) {
    const problem = `The link has ${fragment.length} characters, at most ${LONGEST} are read; it was ignored.`;
    return { ...fallback, problems: [problem] };
  }
  const problems: string[] = [];
  const pairs = readPairs(fragment, problems);
  const version = pairs.get('v');
  if (version !== LINK_VERSION) {
    const found = version === undefined ? 'none' : `“${shorten(version)}”`;
    problems.push(`Link version (v): ${LINK_VERSION} is expected, ${found} found; it was ignored.`);
    return { ...fallback, problems };
  }
  const preset = readPreset(pairs.get('p'), problems);
  const link = readFields(pairs, {
    preset,
    config: presetConfig(preset),
    extras: NO_EXTRAS,
    problems,
  });
  const more: string[] = [];
  const extras = readExtras(pairs, more);
  return { ...link, extras, problems: [...link.problems, ...more] };
}

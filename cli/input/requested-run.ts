// Reads the run that a command line asks for: a preset or a link, and settings on top.
import type { RunConfig } from '../../src/config/fields.ts';
import { formatLink, parseLink } from '../../src/config/link.ts';
import { pairProblem } from '../../src/config/own-pair.ts';
import {
  DEFAULT_PRESET,
  isPresetName,
  PRESET_NAMES,
  type PresetName,
  presetConfig,
} from '../../src/config/presets.ts';
import { type Given, type Option, UsageError } from './command.ts';
import { readFields } from './field-options.ts';

export interface RequestedRun {
  readonly preset: PresetName;
  readonly config: RunConfig;
  /** The link's fragment, without '#'. */
  readonly link: string;
}

export const PRESET_OPTION: Option = {
  name: 'preset',
  value: 'NAME',
  help: `Named run: ${PRESET_NAMES.join(', ')} (default ${DEFAULT_PRESET}).`,
};

export const LINK_OPTION: Option = {
  name: 'link',
  value: 'URL',
  help: 'A link of the page, or its part from # on; the word #v=1&... alone does the same.',
};

/** @throws UsageError when preset, link or a setting cannot be used; nothing of a link is ignored */
export function readRequestedRun(options: readonly Option[], given: Given): RequestedRun {
  const link = linkOf(given);
  const base = link === null ? fromPreset(given.options.get('preset')) : fromLink(link);
  if (link !== null && given.options.has('preset')) {
    throw new UsageError('--preset is given with a link, which names its own; give one of them.');
  }
  const config = readFields(base.config, options, given);
  const problem = pairProblem(config);
  if (problem !== null) throw new UsageError(problem);
  return { preset: base.preset, config, link: formatLink(base.preset, config) };
}

function linkOf({ options, words }: Given): string | null {
  const [word, ...more] = words;
  const option = options.get('link');
  const spare = option === undefined ? more[0] : word;
  if (spare !== undefined) {
    throw new UsageError(`“${spare}” belongs to no option; allowed: options and one link.`);
  }
  return option ?? word ?? null;
}

function fromPreset(name: string = DEFAULT_PRESET) {
  if (isPresetName(name)) return { preset: name, config: presetConfig(name) };
  throw new UsageError(`--preset is “${name}”; allowed: ${PRESET_NAMES.join(', ')}.`);
}

function fromLink(text: string) {
  const cut = text.indexOf('#');
  const fragment = cut < 0 && /^v=/.test(text) ? text : cut < 0 ? '' : text.slice(cut + 1);
  if (fragment === '') {
    throw new UsageError(
      `The link “${text}” holds no settings; allowed: ...#v=1&p=PRESET&key=value.`,
    );
  }
  const { preset, config, problems } = parseLink(fragment);
  if (problems.length > 0) {
    throw new UsageError(`The link cannot be used: ${problems.map(withoutRemedy).join(' ')}`);
  }
  return { preset, config };
}

/** The page goes on without the part at fault and says so; here nothing goes on. */
function withoutRemedy(problem: string): string {
  return problem
    .replace(/; it was ignored\.$/, '.')
    .replace(/ (The preset’s pair|\S+) is used\.$/, '');
}

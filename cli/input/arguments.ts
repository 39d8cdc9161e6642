// Reads a command line into options and words, checked against the options of a command.
import { type Given, type Option, UsageError } from './command.ts';

/** The command whose line is read. */
export interface Syntax {
  readonly name: string;
  readonly options: readonly Option[];
}

/**
 * Reads `--name value`, `--name=value`, switches and words. A value may begin with one dash, so
 * that numbers can be negative.
 * @throws UsageError naming an option that is unknown, repeated or lacks its value
 */
export function parseArguments(syntax: Syntax, argv: readonly string[]): Given {
  const options = new Map<string, string>();
  const words: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const text = argv[at] ?? '';
    if (!isOption(text)) {
      words.push(text);
      continue;
    }
    const { option, value, taken } = readOption(syntax, text, argv[at + 1]);
    at += taken;
    if (options.has(option.name)) {
      throw new UsageError(`--${option.name} is given twice; give it once.`);
    }
    options.set(option.name, value);
  }
  return { options, words };
}

/** An option with its value, and how many of the following words that took: none or one. */
function readOption(syntax: Syntax, text: string, next: string | undefined) {
  const cut = text.indexOf('=');
  const option = findOption(syntax, cut < 0 ? text.slice(2) : text.slice(2, cut));
  if (cut >= 0) return { option, value: checkValue(option, text.slice(cut + 1), true), taken: 0 };
  if (option.value === null || next === undefined || isOption(next)) {
    return { option, value: checkValue(option, option.bare, false), taken: 0 };
  }
  return { option, value: checkValue(option, next, false), taken: 1 };
}

const isOption = (text: string) => text.startsWith('--');

function findOption({ name, options }: Syntax, wanted: string): Option {
  const found = options.find((option) => option.name === wanted);
  if (found !== undefined) return found;
  const near = nearest(
    wanted,
    options.map((option) => option.name),
  );
  const hint = near === null ? '' : ` Did you mean --${near}?`;
  throw new UsageError(
    `--${wanted} is not an option of ${name}; allowed are those of tandem ${name} --help.${hint}`,
  );
}

function checkValue(option: Option, value: string | undefined, joined: boolean): string {
  if (option.value === null) {
    if (!joined) return 'true';
    throw new UsageError(`--${option.name} is “${value}”; it takes no value.`);
  }
  if (value !== undefined && value !== '') return value;
  throw new UsageError(
    `--${option.name} has no value; give --${option.name} ${option.value}. ${option.help}`,
  );
}

/** The name that differs in the fewest letters, if in at most two; null otherwise. */
export function nearest(wanted: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = 3;
  for (const name of names) {
    const distance = editDistance(wanted, name);
    if (distance >= fewest) continue;
    best = name;
    fewest = distance;
  }
  return best;
}

/** Letters to insert, delete or replace to make one word the other (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// What a command of the terminal is: its options and what it does, and its row in the table.
import type { FieldName } from '../../src/config/fields.ts';

export interface Option {
  /** Without the two dashes. */
  readonly name: string;
  /** The placeholder of the value in the help, e.g. 'DIR'; null for a switch, which takes none. */
  readonly value: string | null;
  readonly help: string;
  /** The value when none follows; an option without it needs one. */
  readonly bare?: string;
  /** The setting it gives a value to; options without one are the command's own. */
  readonly field?: FieldName;
}

/** What the command line says: option name -> text, and the words that belong to no option. */
export interface Given {
  readonly options: ReadonlyMap<string, string>;
  readonly words: readonly string[];
}

export interface TerminalCommand {
  /** Words it takes, as the help shows them, e.g. 'FILE.json'; empty for none. */
  readonly words: string;
  readonly options: readonly Option[];
  /** Paragraphs below the options in the help. */
  readonly notes: readonly string[];
  /** Gives the exit code. */
  readonly run: (given: Given) => Promise<number>;
}

/** A command in the table of the tool's help. */
export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: TerminalCommand }>;
}

/** A command line that cannot be used. The message says what, its value and what is allowed. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The text of an option that has no default. */
export function needed(given: Given, option: Option): string {
  const text = given.options.get(option.name);
  if (text !== undefined) return text;
  throw new UsageError(
    `--${option.name} is missing; give --${option.name} ${option.value}. ${option.help}`,
  );
}

/** The only word of a command that takes one. */
export function onlyWord({ words }: Given, what: string): string {
  const [word, ...more] = words;
  if (word !== undefined && more.length === 0) return word;
  const found = words.length === 0 ? 'is missing' : `is ${words.join(' ')}`;
  throw new UsageError(`${what} ${found}; give one.`);
}

export function noWords({ words }: Given): void {
  if (words.length === 0) return;
  throw new UsageError(
    `“${words[0]}” belongs to no option; allowed: options, as --help lists them.`,
  );
}

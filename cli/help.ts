// The help of the tool and of each command.
import type { CommandRow, Option, TerminalCommand } from './input/command.ts';
import { formatTable, wrap } from './report/table.ts';

const WIDTH = 100;
const INDENT = 2;

export function toolHelp(commands: readonly CommandRow[]): string {
  const rows = commands.map(({ name, summary }) => [`  ${name}`, summary]);
  return `${[
    'tandem: train, measure and score tandem pairs from the terminal.',
    'Usage: npm run tandem -- COMMAND [options]',
    `Commands:\n${formatTable(rows, ['left', 'left']).trimEnd()}`,
    'tandem COMMAND --help lists the options of a command.',
    paragraph(
      'npm prints lines of its own on standard output; npm run -s tandem -- COMMAND does not.',
    ),
    'Exit codes: 0 done, 1 a check failed or an unexpected error, 2 wrong input, 130 interrupted.',
  ].join('\n\n')}\n`;
}

export function commandHelp({ name, summary }: CommandRow, command: TerminalCommand): string {
  const usage = ['tandem', name, command.words, '[options]'].filter((part) => part !== '');
  const own = command.options.filter(({ field }) => field === undefined);
  const settings = command.options.filter(({ field }) => field !== undefined);
  return `${[
    paragraph(`tandem ${name}: ${summary}`),
    `Usage: ${usage.join(' ')}`,
    ...section('Options', own),
    ...section('Settings of the run', settings),
    ...command.notes.map(paragraph),
  ].join('\n\n')}\n`;
}

const paragraph = (text: string) => wrap(text, WIDTH).join('\n');

function section(title: string, options: readonly Option[]): string[] {
  if (options.length === 0) return [];
  const heads = options.map(({ name, value }) => `--${name}${value === null ? '' : ` ${value}`}`);
  const column = Math.max(...heads.map((head) => head.length)) + INDENT * 2;
  const lines = options.map(({ help }, i) => {
    const head = `${' '.repeat(INDENT)}${heads[i]}`.padEnd(column);
    return head + wrap(help, WIDTH - column).join(`\n${' '.repeat(column)}`);
  });
  return [`${title}:\n${lines.join('\n')}`];
}

// Finds the command, runs it, turns what went wrong into a line and a code.
import process from 'node:process';
import { COMMANDS } from './commands.ts';
import { commandHelp, toolHelp } from './help.ts';
import { nearest, parseArguments } from './input/arguments.ts';
import { type Command, UsageError } from './input/command.ts';
import { inputProblem } from './problems.ts';

const isHelp = (text: string | undefined) => text === '--help' || text === '-h';

function findCommand(wanted: string): Command {
  const found = COMMANDS.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = COMMANDS.map(({ name }) => name);
  const near = nearest(wanted, names);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new UsageError(`“${wanted}” is not a command; allowed: ${names.join(', ')}.${hint}`);
}

async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || isHelp(name)) {
    process.stdout.write(toolHelp(COMMANDS));
    return 0;
  }
  const command = findCommand(name);
  if (rest.some(isHelp)) {
    process.stdout.write(commandHelp(command));
    return 0;
  }
  return command.run(parseArguments(command, rest));
}

/** Exit code of the terminal for these arguments. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    return await run(argv);
  } catch (error) {
    const problem = inputProblem(error);
    if (problem === null) {
      console.error(error);
      return 1;
    }
    process.stderr.write(`tandem: ${problem}\n`);
    return 2;
  }
}

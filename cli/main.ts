// Finds the command, runs it, and turns an error of the input into a line and a code.
import process from 'node:process';
import { ensureKernels } from '../node/kernels.ts';
import { COMMANDS } from './commands.ts';
import { commandHelp, toolHelp } from './help.ts';
import { nearest, parseArguments } from './input/arguments.ts';
import { type CommandRow, UsageError } from './input/command.ts';

const isHelp = (text: string | undefined) => text === '--help' || text === '-h';

function findCommand(wanted: string): CommandRow {
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
  const row = findCommand(name);
  // Before the command is loaded, as it may import them.
  await ensureKernels();
  const { command } = await row.load();
  if (rest.some(isHelp)) {
    process.stdout.write(commandHelp(row, command));
    return 0;
  }
  return command.run(parseArguments({ name, options: command.options }, rest));
}

/** Exit code of the terminal for these arguments. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    return await run(argv);
  } catch (error) {
    // The errors are those of modules that help does not need.
    const { inputProblem } = await import('./problems.ts');
    const problem = inputProblem(error);
    if (problem === null) {
      console.error(error);
      return 1;
    }
    process.stderr.write(`tandem: ${problem}\n`);
    return 2;
  }
}

// The program: runs the command of the command line and sets the exit code.
import process from 'node:process';
import { main } from './main.ts';

// A reader that has seen enough, as head does, closes the pipe: that is no error.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));

// The terminal's entry.
import process from 'node:process';
import { main } from './main.ts';

// A reader that has seen enough, as head does, closes the pipe: that is no error.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));

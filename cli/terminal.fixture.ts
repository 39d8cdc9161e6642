// Runs the terminal for tests: in the test's own process, which is quick, or as a process.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { vi } from 'vitest';
import { main } from './main.ts';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Captures what is written to a stream from now on. */
function capture(stream: NodeJS.WriteStream) {
  const parts: string[] = [];
  const spy = vi.spyOn(stream, 'write').mockImplementation((part) => {
    parts.push(String(part));
    return true;
  });
  return {
    end: () => {
      spy.mockRestore();
      return parts.join('');
    },
  };
}

async function runHere(args: readonly string[]): Promise<Finished> {
  vi.stubEnv('NO_COLOR', '1');
  const [out, error] = [capture(process.stdout), capture(process.stderr)];
  const code = await main(args).finally(() => vi.unstubAllEnvs());
  return { code, stdout: out.end(), stderr: error.end() };
}

let last: Promise<unknown> = Promise.resolve();

/** Runs `tandem` with these arguments in this process, one after another: the streams are shared. */
export function tandem(args: readonly string[]): Promise<Finished> {
  const run = last.then(() => runHere(args));
  last = run.catch(() => undefined);
  return run;
}

/** The same as a process. `onStderr` gets the standard error so far and may interrupt the process. */
export function tandemProcess(
  args: readonly string[],
  onStderr: (text: string, interrupt: () => void) => void = () => {},
): Promise<Finished> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/tandem.ts', ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part) => {
    stdout += part;
  });
  child.stderr.on('data', (part) => {
    stderr += part;
    onStderr(stderr, () => child.kill('SIGINT'));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

// Finds a Python with TRL and runs the scripts of this folder.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expectObject } from '../../src/json.ts';
import { pythonName } from '../peer-torch/peer-torch.ts';

const PACKAGES = ['torch', 'transformers', 'trl', 'datasets', 'safetensors', 'accelerate'] as const;

/** Prints {package: version, or null where it is not installed}, without importing any. */
const VERSIONS = `
import json, platform
from importlib import metadata
def version(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
found = {name: version(name) for name in ${JSON.stringify(PACKAGES)}}
print(json.dumps({"Python": platform.python_version(), **found}))
`;

/** There is no Python, or none with what is needed; the message says what to install. */
export class NoTrlError extends Error {
  override name = 'NoTrlError';
}

const ADVICE = `python3 -m venv DIR && DIR/bin/pip install ${PACKAGES.join(' ')}, then TANDEM_PYTHON=DIR/bin/python`;

/** Versions of Python and its packages. @throws NoTrlError */
export async function findTrl(): Promise<Readonly<Record<string, string>>> {
  const name = pythonName();
  const output = await runProcess(name, ['-c', VERSIONS]).catch((error: unknown) => {
    throw new NoTrlError(`${name} does not run; allowed: a Python with TRL (${ADVICE}).`, {
      cause: error,
    });
  });
  return checkVersions(name, JSON.parse(output));
}

/** @throws NoTrlError naming the packages whose version is null */
export function checkVersions(name: string, json: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(expectObject(json, `the versions that ${name} prints`));
  const missing = entries.filter(([, version]) => typeof version !== 'string').map(([key]) => key);
  if (missing.length > 0) {
    throw new NoTrlError(`${name} lacks ${missing.join(', ')}; what helps: ${ADVICE}.`);
  }
  return Object.fromEntries(entries.map(([key, version]) => [key, String(version)]));
}

/** Runs a script of this folder to its end. */
export async function runScript(script: string, args: readonly string[]): Promise<void> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  await runProcess(pythonName(), [file, ...args]);
}

/** Runs `tandem` with these arguments; gives its standard output. */
export function runTandem(args: readonly string[]): Promise<string> {
  const command = ['--import', 'tsx', 'cli/tandem.ts', ...args];
  return runProcess(process.execPath, command);
}

/** One thread: threads that wait for each other are slow where other programs run too. */
const environment = () => ({
  ...process.env,
  OMP_NUM_THREADS: process.env.OMP_NUM_THREADS ?? '1',
  OMP_WAIT_POLICY: process.env.OMP_WAIT_POLICY ?? 'passive',
});

/** Gives standard output. @throws Error with the last lines of standard error when the exit code is not 0 */
export function runProcess(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
  let output = '';
  let complaint = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    complaint = `${complaint}${data}`.slice(-4000);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve(output);
      reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${complaint}`));
    });
  });
}

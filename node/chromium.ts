// Finds a full Chromium or Chrome for the end-to-end tests, or installs one.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

type Output = 'inherit' | 'ignore';

/** What the finder asks of the computer; tests pass their own. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly root: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Playwright puts the Chromium it installs. */
  readonly playwrightPath: string;
  readonly isFile: (file: string) => boolean;
  /** Runs a command, its output shown or not; true if it exits with 0. */
  readonly run: (command: string, args: readonly string[], output: Output) => boolean;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const WINDOWS_CHROME = 'Google\\Chrome\\Application\\chrome.exe';
const WINDOWS_FOLDERS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];

export const ADVICE =
  'No Chromium was found and none could be installed. Install Chromium or Chrome, ' +
  'or set TANDEM_CHROMIUM to the path of one, and run the command again.';

/** Places where a browser may be, best first. */
function candidates({ platform, env, playwrightPath }: Computer): readonly string[] {
  const folders = (env.PATH ?? '').split(platform === 'win32' ? ';' : ':').filter(Boolean);
  const onPath =
    platform === 'win32'
      ? []
      : NAMES.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
  const windows = WINDOWS_FOLDERS.flatMap((name) => env[name] ?? []).map((folder) =>
    path.win32.join(folder, WINDOWS_CHROME),
  );
  const usual = platform === 'darwin' ? MAC_APPS : platform === 'win32' ? windows : [];
  return [...onPath, ...usual, playwrightPath];
}

/**
 * Path of an installed Chromium or Chrome, or null. Throws if TANDEM_CHROMIUM names no file, for
 * another browser than the one asked for would be a surprise.
 */
export function findChromium(machine: Computer): string | null {
  const named = machine.env.TANDEM_CHROMIUM;
  if (named) {
    if (machine.isFile(named)) return named;
    throw new Error(`TANDEM_CHROMIUM is '${named}', which is not a file; give a browser's path.`);
  }
  return candidates(machine).find((file) => runs(machine, file)) ?? null;
}

/** Ubuntu's `chromium-browser` may be a stub that only asks for a snap; Windows prints no version. */
function runs(machine: Computer, file: string): boolean {
  if (!machine.isFile(file)) return false;
  return machine.platform === 'win32' || machine.run(file, ['--version'], 'ignore');
}

/** Ways to install a Chromium, best first: from Debian's packages when root there, else Playwright's own. */
function installers(machine: Computer): readonly (() => boolean)[] {
  const { run, isFile, root } = machine;
  const debian = root && isFile('/etc/debian_version');
  const apt = () =>
    run('apt-get', ['update'], 'inherit') &&
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 'inherit');
  const playwright = () => run('npx', ['playwright', 'install', 'chromium'], 'inherit');
  return debian ? [apt, playwright] : [playwright];
}

/** Path of a Chromium or Chrome, installed if there was none. Throws with advice if that fails. */
export function provideChromium(machine: Computer): string {
  const found = findChromium(machine);
  if (found) return found;
  for (const install of installers(machine)) {
    const installed = install() ? findChromium(machine) : null;
    if (installed) return installed;
  }
  throw new Error(ADVICE);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The computer this runs on. */
export function thisComputer(): Computer {
  const windows = process.platform === 'win32';
  return {
    platform: process.platform,
    root: process.getuid?.() === 0,
    env: process.env,
    playwrightPath: chromium.executablePath(),
    isFile,
    // On Windows `npx` is a script, which only a shell can start.
    run: (command, args, stdio) => spawnSync(command, args, { stdio, shell: windows }).status === 0,
  };
}

// Tests of the browser finder on made-up machines.
import { expect, test } from 'vitest';
import { ADVICE, type Computer, findChromium, provideChromium } from './chromium.ts';

const PLAYWRIGHT = '/cache/chromium/chrome';

/** A machine with these files, which records commands and lets `onRun` answer them. */
function machine(
  files: readonly string[],
  overrides: Partial<Computer> = {},
  onRun: (command: string, present: Set<string>) => boolean = (command) => command.startsWith('/'),
) {
  const present = new Set(files);
  const commands: string[] = [];
  const made: Computer = {
    platform: 'linux',
    root: false,
    env: { PATH: '/usr/bin:/opt/bin' },
    playwrightPath: PLAYWRIGHT,
    isFile: (file) => present.has(file),
    run: (command, args) => {
      commands.push([command, ...args].join(' '));
      return onRun(command, present);
    },
    ...overrides,
  };
  return { made, commands };
}

test('TANDEM_CHROMIUM comes first and must be a file', () => {
  const env = { PATH: '/usr/bin', TANDEM_CHROMIUM: '/my/chrome' };
  expect(findChromium(machine(['/my/chrome', '/usr/bin/chromium'], { env }).made)).toBe(
    '/my/chrome',
  );
  expect(() => findChromium(machine(['/usr/bin/chromium'], { env }).made)).toThrow(
    "TANDEM_CHROMIUM is '/my/chrome'",
  );
});

test('names on PATH are tried in order, before Playwright’s own', () => {
  const found = (...files: string[]) => findChromium(machine(files).made);
  expect(found('/usr/bin/google-chrome', '/opt/bin/chromium', PLAYWRIGHT)).toBe(
    '/opt/bin/chromium',
  );
  expect(found('/usr/bin/google-chrome-stable', '/usr/bin/chromium-browser')).toBe(
    '/usr/bin/chromium-browser',
  );
  expect(found(PLAYWRIGHT)).toBe(PLAYWRIGHT);
  expect(found()).toBeNull();
});

test('a file that does not run is passed over', () => {
  const stub = machine(['/usr/bin/chromium-browser', PLAYWRIGHT], {}, (c) => c === PLAYWRIGHT);
  expect(findChromium(stub.made)).toBe(PLAYWRIGHT);
});

test('the usual places of macOS and Windows', () => {
  const mac = '/Applications/Chromium.app/Contents/MacOS/Chromium';
  expect(findChromium(machine([mac], { platform: 'darwin' }).made)).toBe(mac);
  const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
  const env = { PROGRAMFILES: 'C:\\Program Files' };
  const windows = machine([chrome], { platform: 'win32', env });
  expect(findChromium(windows.made)).toBe(chrome);
  expect(windows.commands).toEqual([]);
});

test('root on Debian installs the package', () => {
  const debian = machine(['/etc/debian_version'], { root: true }, (_, files) =>
    Boolean(files.add('/usr/bin/chromium')),
  );
  expect(provideChromium(debian.made)).toBe('/usr/bin/chromium');
  expect(debian.commands.slice(0, 2)).toEqual([
    'apt-get update',
    'apt-get install -y --no-install-recommends chromium',
  ]);
});

test('others install Playwright’s Chromium, and so does Debian when apt-get fails', () => {
  const onRun = (command: string, files: Set<string>) => {
    if (command === 'npx') files.add(PLAYWRIGHT);
    return command !== 'apt-get';
  };
  const user = machine(['/etc/debian_version'], {}, onRun);
  expect(provideChromium(user.made)).toBe(PLAYWRIGHT);
  expect(user.commands[0]).toBe('npx playwright install chromium');
  const root = machine(['/etc/debian_version'], { root: true }, onRun);
  expect(provideChromium(root.made)).toBe(PLAYWRIGHT);
  expect(root.commands.slice(0, 2)).toEqual(['apt-get update', 'npx playwright install chromium']);
});

test('without any browser the error says what to do', () => {
  const { made } = machine([], {}, () => false);
  expect(() => provideChromium(made)).toThrow(ADVICE);
});

// Runs the end-to-end tests of the built page in a full Chromium; arguments go to Playwright.
import { spawnSync } from 'node:child_process';
import { provideChromium, thisMachine } from './chromium.ts';

const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

try {
  const env = { ...process.env, TANDEM_CHROMIUM: provideChromium(thisMachine()) };
  const args = [PLAYWRIGHT, 'test', ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

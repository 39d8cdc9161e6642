// Runs a program of Node with TANDEM_CHROMIUM set to a full Chromium, found or installed: with-chromium.ts
// PROGRAM [ARGUMENTS].
import { spawnSync } from 'node:child_process';
import { provideChromium, thisComputer } from '../node/chromium.ts';

try {
  const env = { ...process.env, TANDEM_CHROMIUM: provideChromium(thisComputer()) };
  const [program = '', ...args] = process.argv.slice(2);
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit', env });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

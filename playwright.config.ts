// End-to-end tests: the built page in a full Chromium that computes WebGPU in software.
import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS } from './node/chromium-flags.ts';

const executablePath = process.env.TANDEM_CHROMIUM;
if (!executablePath)
  throw new Error('Run `npm run test:e2e`, or set TANDEM_CHROMIUM to a browser.');

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${process.env.TANDEM_PORT}`,
    // On two cores traces take more than half as long again as the tests; `--trace on` makes them.
    trace: 'off',
    screenshot: 'only-on-failure',
    // A service worker would answer before page.route does; the tests that are about it allow it.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath,
      args: [...CHROMIUM_FLAGS],
    },
  },
  webServer: {
    command: 'npx vite preview --port 4273',
    // The port is the next free one; tests learn it from the server's words, bold or not.
    wait: { stdout: /localhost:(?:.\[1m)?(?<TANDEM_PORT>\d+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});

// End-to-end tests: the built page in a full Chromium that computes WebGPU in software.
import { defineConfig } from '@playwright/test';

const executablePath = process.env.TANDEM_CHROMIUM;
if (!executablePath)
  throw new Error('Run `npm run test:e2e`, or set TANDEM_CHROMIUM to a browser.');

// Chromium's sandbox refuses to start as root.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${process.env.TANDEM_PORT}`,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: [
        // The full browser without a window, not the smaller headless shell, which lacks WebGPU.
        '--headless=new',
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        ...sandbox,
      ],
    },
  },
  webServer: {
    command: 'npx vite preview --port 4273',
    // The port is the next free one; tests learn it from the server's words, bold or not.
    wait: { stdout: /localhost:(?:.\[1m)?(?<TANDEM_PORT>\d+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});

// Page and tests. Paths are relative, so that the built page runs from any folder of any host.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_FLAGS } from './node/chromium-flags.ts';
import { ensureKernels } from './node/kernels.ts';
import { offline } from './scripts/offline.ts';
import { tex } from './scripts/tex.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const executablePath = process.env.TANDEM_CHROMIUM;

/** WebGPU in software is slow, so once: in the browser, where it is used. */
const IN_BROWSER_ONLY = [
  'src/engine/native/webgpu/{kernels,engine}.test.ts',
  'src/engine/native/webgpu/{device,self-test,loss,nudge,stopwatch}.test.ts',
];

/** Files that workers load later lie apart, TensorFlow.js by its name: scripts/offline.ts tells them apart. */
const workerChunk = ({ facadeModuleId }: { readonly facadeModuleId: string | null }) =>
  `assets/workers/${facadeModuleId?.includes('tfjs') ? 'tfjs' : '[name]'}-[hash].js`;

// Page and tests import the compiled kernels.
await ensureKernels();

export default defineConfig({
  base: './',
  plugins: [react(), tex(), offline()],
  worker: { format: 'es', rolldownOptions: { output: { chunkFileNames: workerChunk } } },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
  test: {
    // By default a machine of two cores gets one.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{src,cli,node,workers,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: IN_BROWSER_ONLY,
          environment: 'node',
        },
      },
      {
        extends: true,
        // What a test asks of Node, it asks of the browser there.
        resolve: {
          alias: [
            {
              find: /^.*\/test\/fixtures\/software-gpu\.ts$/,
              replacement: here('test/fixtures/browser/software-gpu.ts'),
            },
            {
              find: /^.*\/node\/engine\.ts$/,
              replacement: here('test/fixtures/browser/engine.ts'),
            },
          ],
        },
        test: {
          name: 'chromium',
          include: ['src/engine/native/{machine/kernels,exact,engine}.test.ts', ...IN_BROWSER_ONLY],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath && { executablePath }),
                args: [...CHROMIUM_FLAGS],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});

// Page and tests. Paths are relative, so that the built page runs from any folder of any host.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
  test: {
    include: ['{src,cli,workers,scripts,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
  },
});

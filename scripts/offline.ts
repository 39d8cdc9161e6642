// A build plugin that makes the service worker, with the hash of every file of the build.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { DEFAULT_PRESET, DEFAULTS } from '../src/config/presets.ts';

// In development there is none, and one that a built page has left on the port is removed.

const WORKER = 'offline.js';
const PLACE = /(["'`])__BUILD__\1/;

/** In development: a service worker that a built page has left on this port removes itself. */
const FAREWELL = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', async () => {
  await self.registration.unregister();
  for (const client of await self.clients.matchAll({ type: 'window' })) client.navigate(client.url);
});
`;

/** Workers with our own engines, models of the first preset, and its recorded run. */
const RUN = new RegExp(
  `^(assets/(optimizer|rollout|lab)\\.worker-|assets/workers/(?!tfjs-)|models/(${DEFAULTS.senior}|${DEFAULTS.junior})/|recorded/${DEFAULT_PRESET}\\b)`,
);
/** What the page itself is made of; the benchmark is for its own link. */
const PAGE =
  /^(index\.html|[^/]+\.(svg|png|webmanifest)|assets\/(?!Bench|dist-|.*\.worker-)[^/]+\.(js|css))$/;

const hashOf = (file: string) =>
  `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}`;

function writeBuild(folder: string): void {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
    )
    .filter((name) => name !== WORKER)
    .sort();
  const build = {
    files: Object.fromEntries(names.map((name) => [name, hashOf(path.join(folder, name))])),
    page: names.filter((name) => PAGE.test(name)),
    run: names.filter((name) => RUN.test(name)),
  };
  const file = path.join(folder, WORKER);
  const code = readFileSync(file, 'utf8');
  if (!PLACE.test(code)) throw new Error(`${WORKER} has no place for the files of the build.`);
  writeFileSync(
    file,
    code.replace(PLACE, () => JSON.stringify(JSON.stringify(build))),
  );
}

export function offline(): Plugin {
  return {
    name: 'offline',
    buildStart() {
      if (this.environment.mode !== 'build') return;
      this.emitFile({ type: 'chunk', id: 'workers/offline.worker.ts', fileName: WORKER });
    },
    writeBundle: {
      order: 'post',
      handler: ({ dir }) => {
        if (dir !== undefined) writeBuild(dir);
      },
    },
    configureServer: ({ middlewares }) => {
      middlewares.use(`/${WORKER}`, (_request, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(FAREWELL);
      });
    },
  };
}

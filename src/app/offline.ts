// Asks the browser to store the page, so that it opens and trains without a network after one visit.

/** Beside the page, so that the worker has the page's folder. */
const WORKER = 'offline.js';

/** Nothing where pages are not secure, or where the reader wants to save data. */
export async function keepPage(): Promise<void> {
  const { serviceWorker }: { readonly serviceWorker?: ServiceWorkerContainer } = navigator;
  if (serviceWorker === undefined) return;
  await serviceWorker.register(new URL(WORKER, document.baseURI), { updateViaCache: 'none' });
  const { active } = await serviceWorker.ready;
  const isThrifty = window.matchMedia('(prefers-reduced-data: reduce)').matches;
  if (!isThrifty) active?.postMessage('fill');
}

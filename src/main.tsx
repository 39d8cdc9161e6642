// Mounts the page.
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createLabStore } from './app/lab/store.ts';
import { connectLab } from './app/lab/worker.ts';
import { keepPage } from './app/offline.ts';
import { download } from './app/parts/download.ts';
import { fetchText, syncRecordings } from './app/run/recordings.ts';
import { connectWorkers, missingFeature } from './app/run/workers.ts';
import { syncLiveEdits } from './app/settings/live-edits.ts';
import { syncUrl } from './app/settings/url.ts';
import { createAppStore } from './app/store.ts';
import { App } from './ui/App.tsx';
import { LabContext } from './ui/lab/useLab.ts';
import { StoreContext } from './ui/parts/useApp.ts';
import { restoreTheme } from './ui/parts/useTheme.ts';
import './ui/styles/theme.css';
import './ui/styles/layout.css';
import './ui/settings/controls.css';
import './ui/solution/solution.css';
import './ui/strip/strip.css';
import './ui/lab/lab.css';
import './ui/group/group.css';
import './ui/charts/curves.css';
import './ui/styles/print.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');

/** The benchmark is loaded for its own link only. */
const wantsBench = () => window.location.hash === '#bench';

async function page(): Promise<ReactNode> {
  if (wantsBench()) {
    const { Bench } = await import('./ui/bench/Bench.tsx');
    return <Bench />;
  }
  const store = createAppStore({
    connect: () => connectWorkers(),
    now: () => performance.now(),
    save: download,
  });
  const lab = createLabStore(connectLab);
  syncUrl(store, window);
  syncLiveEdits(store);
  syncRecordings(store, fetchText);
  return (
    <StoreContext value={store}>
      <LabContext value={lab}>
        <App missing={missingFeature()} />
      </LabContext>
    </StoreContext>
  );
}

restoreTheme();
const opened = wantsBench();
window.addEventListener('hashchange', () => {
  if (wantsBench() !== opened) window.location.reload();
});
createRoot(root).render(<StrictMode>{await page()}</StrictMode>);
// Without storage the page still works, but needs a network.
if (import.meta.env.PROD) void keepPage().catch(() => {});

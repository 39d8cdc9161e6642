// Mounts the page.
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { download } from './app/download.ts';
import { createLabStore } from './app/lab.ts';
import { connectLab } from './app/lab-worker.ts';
import { syncLiveEdits } from './app/live-edits.ts';
import { keepPage } from './app/offline.ts';
import { fetchText, syncRecordings } from './app/recordings.ts';
import { createAppStore } from './app/store.ts';
import { syncUrl } from './app/url.ts';
import { connectWorkers, missingFeature } from './app/workers.ts';
import { App } from './ui/App.tsx';
import { lazyCompare } from './ui/compare/lazy.tsx';
import { LabContext } from './ui/lab/useLab.ts';
import { StoreContext } from './ui/useApp.ts';
import { restoreTheme } from './ui/useTheme.ts';
import './ui/theme.css';
import './ui/layout.css';
import './ui/controls.css';
import './ui/solution.css';
import './ui/strip.css';
import './ui/lab/lab.css';
import './ui/group/group.css';
import './ui/curves.css';
import './ui/hide.css';
import './ui/print.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');

/** The benchmark has a link of its own and is loaded for that link alone. */
const wantsBench = () => window.location.hash === '#bench';

async function page(): Promise<ReactNode> {
  if (wantsBench()) {
    const { Bench } = await import('./ui/Bench.tsx');
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
  const Compare = lazyCompare(store);
  return (
    <StoreContext value={store}>
      <LabContext value={lab}>
        <App missing={missingFeature()} below={<Compare />} />
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
// Where storage is full or forbidden, the page needs a network as before.
if (import.meta.env.PROD) void keepPage().catch(() => {});

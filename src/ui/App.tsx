// The page: header, solution, curves, settings. Layout only.
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { Curves } from './charts/Curves.tsx';
import { Group } from './group/Group.tsx';
import { Lab } from './lab/Lab.tsx';
import { Wordmark } from './parts/Icons.tsx';
import { Keys } from './parts/Keys.tsx';
import { Palette } from './parts/Palette.tsx';
import { useApp } from './parts/useApp.ts';
import { useShortcuts } from './parts/useShortcuts.ts';
import { Notices } from './run/Notices.tsx';
import { PageActions } from './run/PageActions.tsx';
import { Progress, RunBar } from './run/RunBar.tsx';
import { Controls } from './settings/Controls.tsx';
import { PresetSelect } from './settings/PresetSelect.tsx';
import { Solution } from './solution/Solution.tsx';

/** Below the tool, so it may come later. */
const Article = lazy(() =>
  import('./article/Article.tsx').then((loaded) => ({ default: loaded.Article })),
);

const Share = lazy(() => import('./share/Share.tsx').then((loaded) => ({ default: loaded.Share })));

interface AppProps {
  /** Why this browser cannot train; null when it can. */
  readonly missing: string | null;
  /** What stands between the tool and the article; may come later. */
  readonly below?: ReactNode;
}

export function App({ missing, below }: AppProps) {
  const [over, setOver] = useState<'palette' | 'keys' | 'share' | null>(null);
  const hide = useApp((app) => app.extras.hide);
  const close = useCallback(() => setOver(null), []);
  useShortcuts(setOver);
  return (
    <div className="page" data-hide={hide.join(' ')}>
      <header className="top">
        <h1 className="brand">
          <Wordmark />
          <span className="visually-hidden"> playground</span>
        </h1>
        <PresetSelect />
        {missing === null && <RunBar />}
        <PageActions onFind={() => setOver('palette')} onShare={() => setOver('share')} />
        <Progress />
      </header>
      <Notices missing={missing} />
      <main className="columns">
        <div className="column column-solution">
          <Solution />
          <Lab />
          <Group />
        </div>
        <Curves />
        <Controls />
      </main>
      <Suspense fallback={<div className="compare-later" />}>{below}</Suspense>
      <Suspense>
        <Article />
      </Suspense>
      {over === 'palette' && <Palette onClose={close} onShare={() => setOver('share')} />}
      {over === 'keys' && <Keys onClose={close} />}
      <Suspense>{over === 'share' && <Share onClose={close} />}</Suspense>
    </div>
  );
}

// The page: header, solution, curves, settings. Layout only.
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { Controls } from './Controls.tsx';
import { Curves } from './Curves.tsx';
import { Group } from './Group.tsx';
import { Wordmark } from './Icons.tsx';
import { Keys } from './Keys.tsx';
import { Lab } from './lab/Lab.tsx';
import { Notices } from './Notices.tsx';
import { PageActions } from './PageActions.tsx';
import { Palette } from './Palette.tsx';
import { PresetSelect } from './PresetSelect.tsx';
import { Progress, RunBar } from './RunBar.tsx';
import { Solution } from './Solution.tsx';
import { useApp } from './useApp.ts';
import { useShortcuts } from './useShortcuts.ts';

/** Below the tool, so it may come later. */
const Article = lazy(() =>
  import('./article/Article.tsx').then((loaded) => ({ default: loaded.Article })),
);

const Share = lazy(() => import('./share/Share.tsx').then((loaded) => ({ default: loaded.Share })));

interface Props {
  /** Why this browser cannot train; null when it can. */
  readonly missing: string | null;
  /** What stands between the tool and the article; may come later. */
  readonly below?: ReactNode;
}

export function App({ missing, below }: Props) {
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

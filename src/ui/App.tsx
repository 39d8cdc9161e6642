// The page: header, columns and what is below them, laid out from the table of panels.
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { COLUMNS, type PageColumn, type PanelPlace, panelsAt } from './panels.tsx';
import { Wordmark } from './parts/Icons.tsx';
import { Keys } from './parts/Keys.tsx';
import { Palette } from './parts/Palette.tsx';
import { useApp } from './parts/useApp.ts';
import { type DialogName, PageContext } from './parts/usePage.ts';
import { useShortcuts } from './parts/useShortcuts.ts';

const Share = lazy(() => import('./share/Share.tsx').then((loaded) => ({ default: loaded.Share })));

/** Hidden panels stay mounted: the comparison stores runs also where a link hides it. */
function Panels({ place }: { readonly place: PanelPlace }) {
  const hide = useApp((app) => app.extras.hide);
  return panelsAt(place, hide).map(({ name, Component, isHidden }) => (
    <div key={name} className="panel" hidden={isHidden}>
      <Suspense>
        <Component />
      </Suspense>
    </div>
  ));
}

function Header() {
  const isHidden = useApp((app) => app.extras.hide.includes('header'));
  return (
    <header className="top" hidden={isHidden}>
      <h1 className="brand">
        <Wordmark />
        <span className="visually-hidden"> playground</span>
      </h1>
      <Panels place="header" />
    </header>
  );
}

/** Columns without a panel in sight leave their width to the others. */
function Columns() {
  const hide = useApp((app) => app.extras.hide);
  const shown = COLUMNS.filter((column) =>
    panelsAt(column, hide).some(({ isHidden }) => !isHidden),
  );
  const classOf = (column: PageColumn) =>
    `column column-${column}${column === shown[0] ? ' column-first' : ''}`;
  return (
    <main className={shown.length === COLUMNS.length ? 'columns' : 'columns columns-fewer'}>
      {COLUMNS.map((column) => (
        <div key={column} className={classOf(column)} hidden={!shown.includes(column)}>
          <Panels place={column} />
        </div>
      ))}
    </main>
  );
}

interface AppProps {
  /** Why this browser cannot train; null when it can. */
  readonly missing: string | null;
}

export function App({ missing }: AppProps) {
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const close = useCallback(() => setDialog(null), []);
  const page = useMemo(() => ({ missing, openDialog: setDialog }), [missing]);
  useShortcuts(setDialog);
  return (
    <PageContext value={page}>
      <div className="page">
        <Header />
        <Panels place="top" />
        <Columns />
        <Panels place="bottom" />
        {dialog === 'palette' && <Palette onClose={close} onShare={() => setDialog('share')} />}
        {dialog === 'keys' && <Keys onClose={close} />}
        <Suspense>{dialog === 'share' && <Share onClose={close} />}</Suspense>
      </div>
    </PageContext>
  );
}

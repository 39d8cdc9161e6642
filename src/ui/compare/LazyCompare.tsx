// The comparison, loaded after the page: its code first, then the runs kept in this browser.
import { type ComponentType, lazy, Suspense, useContext, useState } from 'react';
import type { AppStore } from '../../app/store.ts';
import { StoreContext } from '../parts/useApp.ts';

/** @param app the page's store, whose own run is kept too */
const compareOf = (app: AppStore): ComponentType =>
  lazy(async () => {
    const [{ Compare }, { openCompare }] = await Promise.all([
      import('./Compare.tsx'),
      import('../../app/compare/open.ts'),
    ]);
    const store = openCompare(app);
    return { default: () => <Compare store={store} /> };
  });

export function LazyCompare() {
  const app = useContext(StoreContext);
  const [Section] = useState(() => (app === null ? null : compareOf(app)));
  return <Suspense fallback={<div className="compare-later" />}>{Section && <Section />}</Suspense>;
}

// The section's code comes after the page: it is below the tool, and the runs it keeps come later still.
import { type ComponentType, lazy } from 'react';
import type { AppStore } from '../../app/store.ts';

/** @param app the page's store, whose own run is kept too */
export function lazyCompare(app: AppStore): ComponentType {
  return lazy(async () => {
    const [{ Compare }, { openCompare }] = await Promise.all([
      import('./Compare.tsx'),
      import('../../app/compare/open.ts'),
    ]);
    const store = openCompare(app);
    return { default: () => <Compare store={store} /> };
  });
}

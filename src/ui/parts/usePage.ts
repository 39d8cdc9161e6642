// What the page gives its panels: what training lacks here, and how to open a dialog.
import { createContext, useContext } from 'react';

export type DialogName = 'palette' | 'keys' | 'share';

export interface PageForPanels {
  /** Why this browser cannot train; null when it can. */
  readonly missing: string | null;
  readonly openDialog: (name: DialogName) => void;
}

export const PageContext = createContext<PageForPanels | null>(null);

export function usePage(): PageForPanels {
  const page = useContext(PageContext);
  if (page === null) throw new Error('usePage needs a PageContext around it');
  return page;
}

// Access of components to the page’s store, by context.
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { App, AppStore } from '../../app/store.ts';

export const StoreContext = createContext<AppStore | null>(null);

/** One part of the store; the component renders again when that part changes. */
export function useApp<T>(select: (app: App) => T): T {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('useApp needs a StoreContext around it');
  return useStore(store, select);
}

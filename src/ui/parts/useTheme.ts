// Light or dark: the system’s theme until the reader chooses one, which this browser keeps.
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const KEY = 'theme';
const listeners = new Set<() => void>();
const system = () => window.matchMedia('(prefers-color-scheme: dark)');

const isTheme = (text: string | null | undefined): text is Theme =>
  text === 'light' || text === 'dark';

function read(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (isTheme(chosen)) return chosen;
  return system().matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  const query = system();
  listeners.add(listener);
  query.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    query.removeEventListener('change', listener);
  };
}

function choose(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Restores an earlier choice. */
export function restoreTheme(): void {
  try {
    const stored = localStorage.getItem(KEY);
    if (isTheme(stored)) document.documentElement.dataset.theme = stored;
  } catch {
    // No storage: the system's theme applies.
  }
}

export function useTheme(): { theme: Theme; toggle: () => void } {
  const theme = useSyncExternalStore(subscribe, read, () => 'light' as const);
  return { theme, toggle: () => choose(theme === 'dark' ? 'light' : 'dark') };
}

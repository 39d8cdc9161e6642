// Shortcuts of the whole page, off while text is being typed.
import { useContext, useEffect } from 'react';
import { commandFor } from '../../app/commands.ts';
import type { App } from '../../app/store.ts';
import { StoreContext } from './useApp.ts';

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'checkbox'));

const isPalette = ({ ctrlKey, metaKey, key }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && key.toLowerCase() === 'k';

/** True where the key did something. */
function runCommand(event: KeyboardEvent, app: App): boolean {
  const command = commandFor(event);
  if (command === null || !command.isPossible(app)) return false;
  command.run(app);
  return true;
}

/** @param open shows the palette, or the list of keys */
export function useShortcuts(open: (dialog: 'palette' | 'keys') => void): void {
  const store = useContext(StoreContext);
  useEffect(() => {
    const act = (event: KeyboardEvent, app: App): boolean => {
      if (isPalette(event)) open('palette');
      else if (event.defaultPrevented || isWriting(event.target)) return false;
      else if (event.key === '?') open('keys');
      else return runCommand(event, app);
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (store !== null && act(event, store.getState())) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store, open]);
}

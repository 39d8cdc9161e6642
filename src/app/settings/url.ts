// Keeps the address bar’s fragment and the store’s settings equal; edits replace the history entry, so Back leaves the page.
import { FIELD_NAMES } from '../../config/fields.ts';
import { formatLink, type Link, parseLink } from '../../config/link.ts';
import type { ReadableStore } from '../parts/slice.ts';
import type { SettingsActions, SettingsSlice } from './settings.ts';

/** The part of `window` that is needed. */
export interface AddressBar {
  readonly location: { readonly hash: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  addEventListener(kind: 'hashchange', listener: () => void): void;
}

const isSame = (link: Link, { preset, config, extras }: SettingsSlice) =>
  link.preset === preset &&
  link.extras.curve === extras.curve &&
  FIELD_NAMES.every((name) => link.config[name] === config[name]);

/** Reads the link into the store, then keeps both in step. */
export function syncUrl(
  store: ReadableStore<SettingsSlice & Pick<SettingsActions, 'loadLink'>>,
  page: AddressBar,
): void {
  const read = () => store.getState().loadLink(parseLink(page.location.hash));
  read();
  page.addEventListener('hashchange', read);
  store.subscribe((state, before) => {
    const { preset, config, extras } = state;
    if (config === before.config && preset === before.preset && extras === before.extras) return;
    // A link that reads as this experiment already stays as it was written.
    if (isSame(parseLink(page.location.hash), state)) return;
    page.history.replaceState(null, '', `#${formatLink(preset, config, extras)}`);
  });
}

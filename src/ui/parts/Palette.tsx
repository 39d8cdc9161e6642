// Dialog that finds commands, presets and settings by their words.
import { type KeyboardEvent, useContext, useId, useState } from 'react';
import { COMMANDS, matching } from '../../app/commands.ts';
import type { App } from '../../app/store.ts';
import { FIELD_NAMES, FIELDS } from '../../config/fields.ts';
import { PRESET_NAMES, PRESETS } from '../../config/presets.ts';
import { Modal } from './Modal.tsx';
import { StoreContext } from './useApp.ts';

interface PaletteEntry {
  readonly title: string;
  readonly keys: string | null;
  readonly run: (app: App) => void;
}

/** Opens the drawer that a setting is in, and goes to it. */
function goTo(label: string): void {
  const found = [...document.querySelectorAll<HTMLLabelElement>('.field label')].find(
    ({ textContent }) => textContent === label,
  );
  found?.closest('details')?.setAttribute('open', '');
  found?.control?.focus();
}

const entries = (app: App, onShare: () => void): readonly PaletteEntry[] => [
  ...COMMANDS.filter(({ isPossible }) => isPossible(app)),
  { title: 'Share: link, curve, code to embed', keys: null, run: onShare },
  ...PRESET_NAMES.map((name) => ({
    title: `Preset: ${PRESETS[name].title}`,
    keys: null,
    run: (now: App) => now.setPreset(name),
  })),
  ...FIELD_NAMES.map((name) => ({
    title: `Setting: ${FIELDS[name].label}`,
    keys: null,
    run: () => goTo(FIELDS[name].label),
  })),
];

interface PaletteProps {
  readonly onClose: () => void;
  readonly onShare: () => void;
}

export function Palette({ onClose, onShare }: PaletteProps) {
  const store = useContext(StoreContext);
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState(0);
  const id = useId();
  if (store === null) return null;
  const app = store.getState();
  const all = entries(app, onShare);
  const found = matching(
    all.map(({ title }) => title),
    query,
  ).flatMap((i) => all[i] ?? []);
  const at = Math.min(current, Math.max(0, found.length - 1));
  const choose = (entry: PaletteEntry | undefined) => {
    onClose();
    // After the closed dialog has returned the focus.
    if (entry !== undefined) requestAnimationFrame(() => entry.run(store.getState()));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) setCurrent((at + by + found.length) % Math.max(1, found.length));
    if (event.key === 'Enter') choose(found[at]);
    if (by !== 0 || event.key === 'Enter') event.preventDefault();
  };
  return (
    <Modal title="Find" onClose={onClose}>
      <input
        className="number palette-query"
        role="combobox"
        aria-label="A command, a preset or a setting"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${at}`}
        autoComplete="off"
        data-first
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setCurrent(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} className="palette-list" role="listbox" aria-label="Found">
        {found.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys.
          <div
            key={entry.title}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            tabIndex={-1}
            className="palette-entry"
            ref={(node) => {
              if (i === at) node?.scrollIntoView({ block: 'nearest' });
            }}
            onClick={() => choose(entry)}
          >
            <span>{entry.title}</span>
            {entry.keys !== null && <kbd>{entry.keys}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="aside">Nothing has these words.</p>}
    </Modal>
  );
}

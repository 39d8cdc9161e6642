// Copy the link, keep the run or its senior, switch the theme.
import { useState } from 'react';
import { hasRun, hasSenior } from '../app/store.ts';
import { formatLink } from '../config/link.ts';
import { toClipboard } from './clipboard.ts';
import { FindIcon, LinkIcon, MoonIcon, SaveRunIcon, SaveSeniorIcon, SunIcon } from './Icons.tsx';
import { useApp } from './useApp.ts';
import { useTheme } from './useTheme.ts';

const SHOWN_FOR = 2000;

function CopyLink() {
  const preset = useApp((app) => app.preset);
  const config = useApp((app) => app.config);
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    const hash = `#${formatLink(preset, config)}`;
    // The address bar gets the link as well: there it can be copied by hand.
    window.history.replaceState(null, '', hash);
    setSaid((await toClipboard(window.location.href)) ? 'Copied' : 'In address bar');
    setTimeout(() => setSaid(null), SHOWN_FOR);
  };
  return (
    <button
      type="button"
      className="button button-quiet button-link"
      onClick={() => {
        void copy();
      }}
    >
      <LinkIcon /> <span aria-live="polite">{said ?? 'Copy link'}</span>
    </button>
  );
}

function SaveRun() {
  const isThere = useApp(hasRun);
  const saveRun = useApp((app) => app.saveRun);
  return (
    <button
      type="button"
      className="button button-quiet button-save"
      title="Downloads the run so far as events.jsonl, as the terminal writes it"
      disabled={!isThere}
      onClick={saveRun}
    >
      <SaveRunIcon /> <span>Save run</span>
    </button>
  );
}

function SaveSenior() {
  const isThere = useApp(hasSenior);
  const isSaving = useApp((app) => app.isSaving);
  const saveSenior = useApp((app) => app.saveSenior);
  return (
    <button
      type="button"
      className="button button-quiet button-save"
      title="Downloads the trained senior as a zipped Hugging Face checkpoint"
      disabled={!isThere || isSaving}
      onClick={saveSenior}
    >
      <SaveSeniorIcon /> <span>Save senior</span>
    </button>
  );
}

export function PageActions({ onFind }: { readonly onFind: () => void }) {
  const { theme, toggle } = useTheme();
  return (
    <div className="page-actions">
      <button
        type="button"
        className="button button-quiet"
        aria-label="Find a command, a preset or a setting"
        title="Find (Ctrl+K); ? lists all keys"
        onClick={onFind}
      >
        <FindIcon />
      </button>
      <CopyLink />
      <SaveRun />
      <SaveSenior />
      <button
        type="button"
        className="button button-quiet"
        onClick={toggle}
        aria-label={theme === 'dark' ? 'Light colours' : 'Dark colours'}
      >
        {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
      </button>
    </div>
  );
}

// Copy the link, switch the theme.
import { useState } from 'react';
import { formatLink } from '../config/link.ts';
import { LinkIcon, MoonIcon, SunIcon } from './Icons.tsx';
import { useApp } from './useApp.ts';
import { useTheme } from './useTheme.ts';

const SHOWN_FOR = 2000;

/** False where the clipboard is forbidden or, on insecure hosts, absent. */
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

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

export function PageActions() {
  const { theme, toggle } = useTheme();
  return (
    <div className="page-actions">
      <CopyLink />
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

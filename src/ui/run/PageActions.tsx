// Buttons right of the run: find, share, save, theme.
import { hasRun } from '../../app/run/recordings.ts';
import { hasSenior } from '../../app/run/saving.ts';
import {
  FindIcon,
  LinkIcon,
  MoonIcon,
  SaveRunIcon,
  SaveSeniorIcon,
  SunIcon,
} from '../parts/Icons.tsx';
import { useApp } from '../parts/useApp.ts';
import { usePage } from '../parts/usePage.ts';
import { useTheme } from '../parts/useTheme.ts';

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

export function PageActions() {
  const { openDialog } = usePage();
  const { theme, toggle } = useTheme();
  return (
    <div className="page-actions">
      <button
        type="button"
        className="button button-quiet"
        aria-label="Find a command, a preset or a setting"
        title="Find (Ctrl+K); ? lists all keys"
        onClick={() => openDialog('palette')}
      >
        <FindIcon />
      </button>
      <button
        type="button"
        className="button button-quiet button-link"
        aria-haspopup="dialog"
        title="Link, curve, code to embed"
        onClick={() => openDialog('share')}
      >
        <LinkIcon /> <span>Share</span>
      </button>
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

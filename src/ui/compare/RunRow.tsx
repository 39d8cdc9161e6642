// One run: tick, name and actions.
import { type KeyboardEvent, useState } from 'react';
import { linkOf } from '../../app/compare/run-actions.ts';
import { historyOf, type KeptRun } from '../../app/compare/runs/kept-run.ts';
import { engineTitle } from '../../app/run/engines.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { useCompare } from '../parts/useCompare.ts';

function Name({ run }: { readonly run: KeptRun }) {
  const rename = useCompare((compare) => compare.rename);
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <button
        type="button"
        className="run-name run-rename"
        title="Rename"
        aria-label={`Rename ${run.name}`}
        onClick={() => setDraft(run.name)}
      >
        {run.name}
      </button>
    );
  }
  const leave = (name: string | null) => {
    if (name !== null) rename(run.id, name);
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') leave(draft);
    if (event.key === 'Escape') leave(null);
  };
  return (
    <input
      className="number run-name"
      // biome-ignore lint/a11y/noAutofocus: it replaces the button that was pressed.
      autoFocus
      aria-label={`Name of ${run.name}`}
      value={draft}
      onChange={({ target }) => setDraft(target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => leave(draft)}
    />
  );
}

/** Steps done, and the engine. */
function about(run: KeptRun): string {
  const { engine } = historyOf(run);
  const { steps } = run.config;
  const far = run.isFinished ? `${run.step} steps` : `stopped at step ${run.step} of ${steps}`;
  return engine === null ? far : `${far}, ${engineTitle(engine.name)}`;
}

export function RunRow({ run }: { readonly run: KeptRun }) {
  const { id, name, step, batch } = run;
  const tick = useCompare((compare) => compare.tick);
  const remove = useCompare((compare) => compare.remove);
  const exportRun = useCompare((compare) => compare.exportRun);
  const takeSettings = useCompare((compare) => compare.takeSettings);
  const show = useCompare((compare) => compare.show);
  return (
    <li className="run-item">
      <div className="run-row">
        <input
          type="checkbox"
          aria-label={`Compare ${name}`}
          checked={run.isTicked}
          onChange={({ target }) => tick([id], target.checked)}
        />
        <Name run={run} />
        <span className="run-about">
          {batch !== null && `${batch.arm} · `}
          {about(run)}
        </span>
      </div>
      <fieldset className="run-actions">
        <legend className="visually-hidden">{name}</legend>
        <button
          type="button"
          className="link"
          onClick={() => {
            void show({ id, step });
          }}
        >
          Look
        </button>
        <CopyButton
          className="link"
          label="Link"
          refused="Not allowed"
          title="Copies the link that trains this run again"
          text={() => new URL(linkOf(run), window.location.href).href}
        />
        <button
          type="button"
          className="link"
          title="Sets up the page as this run was"
          onClick={() => takeSettings(id)}
        >
          Settings
        </button>
        <button type="button" className="link" onClick={() => exportRun(id)}>
          Export
        </button>
        <button type="button" className="link" onClick={() => remove([id])}>
          Delete
        </button>
      </fieldset>
    </li>
  );
}

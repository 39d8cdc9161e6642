// The column of settings, made from FIELDS: basic ones in sight, others folded by group.

import { useState } from 'react';
import { matching } from '../../app/commands.ts';
import {
  FIELD_NAMES,
  FIELDS,
  type Field,
  type FieldGroup,
  type FieldName,
} from '../../config/fields.ts';
import { PRESETS, type Preset, type PresetName } from '../../config/presets.ts';
import { RedoIcon, UndoIcon } from '../parts/Icons.tsx';
import { useApp } from '../parts/useApp.ts';
import { explained } from './explained.ts';
import { FieldRow } from './FieldRow.tsx';
import { LiveEdits } from './LiveEdits.tsx';
import { OwnPairButton } from './OwnPairButton.tsx';

const GROUPS: Readonly<Record<FieldGroup, string>> = {
  pair: 'The pair',
  handoff: 'Handoff',
  method: 'Method',
  optimizer: 'Optimizer',
  evaluation: 'Evaluation',
  run: 'Run',
};
const GROUP_NAMES = Object.keys(GROUPS).filter((name): name is FieldGroup =>
  Object.hasOwn(GROUPS, name),
);

const fieldOf = (name: FieldName): Field => FIELDS[name];
const BASIC = FIELD_NAMES.filter((name) => fieldOf(name).basic === true);
const OTHERS = FIELD_NAMES.filter((name) => fieldOf(name).basic !== true);

function AllSettings() {
  return (
    <details className="all-settings">
      <summary>All settings</summary>
      {GROUP_NAMES.map((group) => {
        const names = OTHERS.filter((name) => FIELDS[name].group === group);
        if (names.length === 0) return null;
        return (
          <fieldset key={group} className="fields">
            <legend>{GROUPS[group]}</legend>
            {names.map((name) => (
              <FieldRow key={name} name={name} />
            ))}
          </fieldset>
        );
      })}
    </details>
  );
}

function UndoButtons() {
  const edits = useApp((app) => app.edits);
  const undo = useApp((app) => app.undo);
  const redo = useApp((app) => app.redo);
  return (
    <span className="undo">
      <button
        type="button"
        className="button button-icon"
        aria-label="Undo"
        title="Undo a change of settings (Ctrl+Z)"
        disabled={edits.past.length === 0}
        onClick={undo}
      >
        <UndoIcon />
      </button>
      <button
        type="button"
        className="button button-icon"
        aria-label="Redo"
        title="Redo it (Ctrl+Shift+Z)"
        disabled={edits.future.length === 0}
        onClick={redo}
      >
        <RedoIcon />
      </button>
    </span>
  );
}

const searched = FIELD_NAMES.map((name) => `${FIELDS[name].label} ${explained(FIELDS[name])}`);

/** All settings that a search finds; without one, the basic ones and the drawer. */
function Fields({ query }: { readonly query: string }) {
  const names =
    query.trim() === '' ? BASIC : matching(searched, query).flatMap((i) => FIELD_NAMES[i] ?? []);
  return (
    <>
      <div className="fields">
        {names.map((name) => (
          <FieldRow key={name} name={name} />
        ))}
        {names.length === 0 && <p className="aside">No setting has these words.</p>}
      </div>
      {query.trim() === '' && <AllSettings />}
    </>
  );
}

/** A number and its sign stay on one line. */
const unbroken = (text: string) => text.replaceAll(' %', '\u00a0%');

function Look({ preset }: { readonly preset: PresetName }) {
  const { look, found }: Preset = PRESETS[preset];
  return (
    <div className="look">
      <p>
        <strong>What to look for.</strong> {look}
      </p>
      {found !== null && <p>{unbroken(found)}</p>}
    </div>
  );
}

export function Controls() {
  const preset = useApp((app) => app.preset);
  const [query, setQuery] = useState('');
  return (
    <section className="stack" aria-labelledby="controls-title">
      <div className="section-head">
        <h2 id="controls-title">Experiment</h2>
        <UndoButtons />
      </div>
      <Look preset={preset} />
      <LiveEdits />
      <input
        type="search"
        className="number search"
        aria-label="Search the settings"
        placeholder="Search the settings"
        value={query}
        onChange={({ target }) => setQuery(target.value)}
      />
      <Fields query={query} />
      <OwnPairButton />
    </section>
  );
}

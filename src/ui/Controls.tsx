// The settings, made from FIELDS: the basic ones in sight, all others in a drawer by group.

import { isChanged } from '../app/store.ts';
import { FIELD_NAMES, FIELDS, type Field, type FieldName, type Group } from '../config/fields.ts';
import { PRESETS } from '../config/presets.ts';
import { FieldRow } from './FieldRow.tsx';
import { useApp } from './useApp.ts';

const GROUPS: Readonly<Record<Group, string>> = {
  pair: 'The pair',
  handoff: 'Handoff',
  method: 'Method',
  optimizer: 'Optimizer',
  evaluation: 'Evaluation',
  run: 'Run',
};
const GROUP_NAMES = Object.keys(GROUPS).filter((name): name is Group =>
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

export function Controls() {
  const preset = useApp((app) => app.preset);
  const changed = useApp(isChanged);
  return (
    <section className="column column-controls" aria-labelledby="controls-title">
      <div className="section-head">
        <h2 id="controls-title">Experiment</h2>
        <span className="changed" role="status">
          {changed ? 'changed: Reset to apply' : ''}
        </span>
      </div>
      <p className="look">
        <strong>What to look for.</strong> {PRESETS[preset].look}
      </p>
      <div className="fields">
        {BASIC.map((name) => (
          <FieldRow key={name} name={name} />
        ))}
      </div>
      <AllSettings />
    </section>
  );
}

// Choice of arms: training methods on top of the current settings, and own ones.
import { useId, useState } from 'react';
import { armsOf, ownArm, type PlannedArm } from '../../../app/compare/setup/batch.ts';
import { METHODS } from '../../../app/compare/setup/methods.ts';
import { FIELD_NAMES, FIELDS, type RunConfig } from '../../../config/fields.ts';
import { formatField } from '../../../config/parse.ts';
import { useApp } from '../../parts/useApp.ts';
import { StartRuns } from './StartRuns.tsx';

/** Settings that an arm changes, in the form of links. */
function changes(config: RunConfig, base: RunConfig): string {
  const names = FIELD_NAMES.filter((name) => config[name] !== base[name]);
  return names.map((name) => `${FIELDS[name].url}=${formatField(config[name])}`).join(' ');
}

const FIRST_CHOICE: readonly string[] = ['tandem', 'no junior'];

function OwnArm({ onAdd }: { readonly onAdd: (arm: PlannedArm) => void }) {
  const base = useApp((app) => app.config);
  const id = useId();
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const add = () => {
    const parsed = ownArm(base, name, text);
    setProblem('problem' in parsed ? parsed.problem : null);
    if ('problem' in parsed) return;
    onAdd(parsed.value);
    setName('');
    setText('');
  };
  return (
    <details className="own-arm">
      <summary>An arm of your own</summary>
      <form
        className="own-form"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label htmlFor={`${id}-name`}>Name</label>
        <input
          id={`${id}-name`}
          className="number"
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <label htmlFor={`${id}-text`}>Settings as in links</label>
        <input
          id={`${id}-text`}
          className="number mono"
          autoComplete="off"
          spellCheck={false}
          placeholder="coin=0.8 jw=0.25"
          value={text}
          aria-invalid={problem !== null}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="button button-small">
          Add
        </button>
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
      </form>
    </details>
  );
}

export function ArmsSetup({ onStart }: { readonly onStart: () => void }) {
  const base = useApp((app) => app.config);
  const [own, setOwn] = useState<readonly PlannedArm[]>([]);
  const [chosen, setChosen] = useState<readonly string[]>(FIRST_CHOICE);
  const arms = [...armsOf(base, METHODS), ...own];
  const toggle = (name: string) =>
    setChosen((names) =>
      names.includes(name) ? names.filter((other) => other !== name) : [...names, name],
    );
  const chosenArms = arms.filter(({ name }) => chosen.includes(name));
  return (
    <div className="lab-panel">
      <p className="aside">On top of the settings on screen, from the same start and draws.</p>
      <ul className="arms">
        {arms.map(({ name, stands, config }) => (
          <li key={name}>
            <label className="arm">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={() => toggle(name)}
              />
              <b>{name}</b>
              <span className="arm-stands">{stands}</span>
              <span className="arm-changes mono">{changes(config, base) || 'as on screen'}</span>
            </label>
          </li>
        ))}
      </ul>
      <OwnArm
        onAdd={(arm) => {
          setOwn([...own.filter(({ name }) => name !== arm.name), arm]);
          setChosen([...chosen, arm.name]);
        }}
      />
      <StartRuns
        kind="arms"
        title={chosenArms.map(({ name }) => name).join(' · ')}
        arms={{ value: chosenArms }}
        onStart={onStart}
      />
    </div>
  );
}

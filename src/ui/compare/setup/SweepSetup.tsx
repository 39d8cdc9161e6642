// Choice of one or two settings and their values; every combination is an arm.
import { useId, useMemo, useState } from 'react';
import {
  type Axis,
  SWEPT,
  someValues,
  sweepArms,
  WEIGHTS_GRID,
} from '../../../app/compare/setup/sweep.ts';
import { FIELDS, type FieldGroup, type FieldName } from '../../../config/fields.ts';
import { allowedValues } from '../../../config/parse.ts';
import { useApp } from '../../parts/useApp.ts';
import { StartRuns } from './StartRuns.tsx';

const GROUPS: readonly FieldGroup[] = [
  'pair',
  'handoff',
  'method',
  'optimizer',
  'evaluation',
  'run',
];

interface AxisProps {
  readonly title: string;
  readonly axis: Axis | null;
  readonly isOptional?: boolean;
  readonly onChange: (axis: Axis | null) => void;
}

function AxisInput({ title, axis, isOptional = false, onChange }: AxisProps) {
  const base = useApp((app) => app.config);
  const id = useId();
  const choose = (value: string) => {
    const field = SWEPT.find((name) => name === value);
    onChange(field === undefined ? null : { field, values: someValues(field, base) });
  };
  return (
    <fieldset className="axis">
      <legend>{title}</legend>
      <select
        className="select"
        aria-label={`${title}: setting`}
        value={axis?.field ?? ''}
        onChange={({ target }) => choose(target.value)}
      >
        {isOptional && <option value="">none</option>}
        {GROUPS.map((group) => (
          <optgroup key={group} label={group}>
            {SWEPT.filter((name: FieldName) => FIELDS[name].group === group).map((name) => (
              <option key={name} value={name}>
                {FIELDS[name].label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {axis !== null && (
        <>
          <input
            className="number mono"
            autoComplete="off"
            spellCheck={false}
            aria-label={`${title}: values`}
            aria-describedby={id}
            value={axis.values}
            onChange={({ target }) => onChange({ ...axis, values: target.value })}
          />
          <p id={id} className="aside">
            {allowedValues(FIELDS[axis.field])}, separated by commas
          </p>
        </>
      )}
    </fieldset>
  );
}

const isNotNull = (axis: Axis | null): axis is Axis => axis !== null;

export function SweepSetup({ onStart }: { readonly onStart: () => void }) {
  const base = useApp((app) => app.config);
  const setPreset = useApp((app) => app.setPreset);
  const [first, setFirst] = useState<Axis | null>({
    field: 'seniorProbability',
    values: '0.25, 0.5, 0.75, 1',
  });
  const [second, setSecond] = useState<Axis | null>(null);
  const axes = useMemo(() => [first, second].filter(isNotNull), [first, second]);
  const arms = useMemo(() => sweepArms(base, axes), [base, axes]);
  const isIdle =
    base.advantage !== 'outcome' && axes.some(({ field }) => field === 'failureWeight');
  return (
    <div className="lab-panel">
      <p className="aside">
        On top of the settings on screen.{' '}
        <button
          type="button"
          className="link"
          onClick={() => {
            setFirst(WEIGHTS_GRID[0] ?? null);
            setSecond(WEIGHTS_GRID[1] ?? null);
          }}
        >
          Take the weights c × j of paper 1
        </button>
      </p>
      <AxisInput title="Setting" axis={first} onChange={setFirst} />
      <AxisInput title="Second setting" axis={second} isOptional onChange={setSecond} />
      {isIdle && (
        <p className="aside" role="status">
          The failure weight c counts with outcome advantages only, and the settings on screen have{' '}
          {base.advantage}.{' '}
          <button type="button" className="link" onClick={() => setPreset('jargon-reinforce')}>
            Take the preset of paper 1’s method
          </button>
        </p>
      )}
      <StartRuns
        kind="sweep"
        title={axes.map(({ field }) => FIELDS[field].label).join(' × ')}
        arms={arms}
        onStart={onStart}
      />
    </div>
  );
}

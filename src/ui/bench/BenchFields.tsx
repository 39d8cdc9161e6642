// The form of the benchmark: sizes, engines, start and cancel.
import { type FormEvent, useState } from 'react';
import type { BenchOptions } from '../../app/bench/workers.ts';

const FIELDS = {
  rows: { label: 'Rows', value: 128, most: 512 },
  tokens: { label: 'Tokens per row', value: 64, most: 256 },
  rounds: { label: 'Rounds', value: 5, most: 50 },
} as const;

type BenchFieldName = keyof typeof FIELDS;
const NAMES = ['rows', 'tokens', 'rounds'] as const satisfies readonly BenchFieldName[];

interface BenchFieldsProps {
  readonly isRunning: boolean;
  readonly onStart: (options: BenchOptions) => void;
  readonly onCancel: () => void;
}

const numbersOf = (form: FormData): Omit<BenchOptions, 'tfjs'> => ({
  rows: Number(form.get('rows')),
  tokens: Number(form.get('tokens')),
  rounds: Number(form.get('rounds')),
});

export function BenchFields({ isRunning, onStart, onCancel }: BenchFieldsProps) {
  const [tfjs, setTfjs] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isRunning) onCancel();
    else onStart({ ...numbersOf(new FormData(event.currentTarget)), tfjs });
  };
  return (
    <form className="bench-fields" onSubmit={submit}>
      {NAMES.map((name) => (
        <label key={name} className="bench-field">
          <span className="label">{FIELDS[name].label}</span>
          {/* Read-only, not disabled: a disabled field would lose the focus. */}
          <input
            className="number"
            type="number"
            name={name}
            required
            min={1}
            max={FIELDS[name].most}
            defaultValue={FIELDS[name].value}
            readOnly={isRunning}
          />
        </label>
      ))}
      <label className="bench-check">
        <input
          type="checkbox"
          checked={tfjs}
          onChange={(event) => {
            if (!isRunning) setTfjs(event.currentTarget.checked);
          }}
        />{' '}
        TensorFlow.js too
      </label>
      <button type="submit" className={isRunning ? 'button' : 'button button-main'}>
        {isRunning ? 'Cancel' : 'Measure'}
      </button>
    </form>
  );
}

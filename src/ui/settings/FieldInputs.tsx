// Inputs by type of field; all write text through the store, which checks it.
import { useEffect, useRef, useState } from 'react';
import { type ChoiceField, FIELDS, type FieldName } from '../../config/fields.ts';
import { fittingChoices } from '../../config/own-pair.ts';
import { formatField } from '../../config/parse.ts';
import { useApp } from '../parts/useApp.ts';
import { choiceTitle } from './models.ts';

export interface InputProps {
  readonly name: FieldName;
  readonly id: string;
  readonly describedBy: string | undefined;
}

/** A checkpoint that the reader trained is in no list. */
const withOwn = (choices: readonly string[], chosen: string) =>
  choices.includes(chosen) ? choices : [...choices, chosen];

export function ChoiceInput({ name, id, field }: InputProps & { readonly field: ChoiceField }) {
  const text = useApp((app) => formatField(app.config[name]));
  const task = useApp((app) => app.config.task);
  const setField = useApp((app) => app.setField);
  return (
    <select
      id={id}
      className="select"
      value={text}
      onChange={(event) => setField(name, event.target.value)}
    >
      {withOwn(fittingChoices(name, field.choices, task), text).map((choice) => (
        <option key={choice} value={choice}>
          {choiceTitle(choice)}
        </option>
      ))}
    </select>
  );
}

export function FlagInput({ name, id }: InputProps) {
  const isOn = useApp((app) => app.config[name] === true);
  const setField = useApp((app) => app.setField);
  return (
    <input
      id={id}
      type="checkbox"
      className="switch"
      checked={isOn}
      onChange={(event) => setField(name, formatField(event.target.checked))}
    />
  );
}

/** A text box that keeps what is typed until it loses the focus, also while it is not allowed. */
export function NumberInput({ name, id, describedBy }: InputProps) {
  const text = useApp((app) => formatField(app.config[name]));
  const problem = useApp((app) => app.fieldProblems[name]);
  const setField = useApp((app) => app.setField);
  const [draft, setDraft] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  // A preset or a link has set the value from outside.
  // biome-ignore lint/correctness/useExhaustiveDependencies: text is what changed.
  useEffect(() => {
    if (problem === undefined && document.activeElement !== box.current) setDraft(null);
  }, [problem, text]);
  return (
    <input
      ref={box}
      id={id}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      className="number"
      value={draft ?? text}
      aria-invalid={problem !== undefined}
      aria-describedby={describedBy}
      onChange={(event) => {
        setDraft(event.target.value);
        setField(name, event.target.value);
      }}
      onBlur={() => {
        if (problem === undefined) setDraft(null);
      }}
    />
  );
}

interface SliderProps {
  readonly name: FieldName;
  readonly id?: string;
  /** Accessible name where no label has that id. */
  readonly label?: string;
}

/** A slider for a share from 0 to 1. */
export function ShareSlider({ name, id, label }: SliderProps) {
  const text = useApp((app) => formatField(app.config[name]));
  const setField = useApp((app) => app.setField);
  return (
    <input
      id={id}
      type="range"
      className="slider"
      min="0"
      max="1"
      step="0.05"
      value={text}
      aria-label={label}
      onChange={(event) => setField(name, event.target.value)}
    />
  );
}

/** The slider and the number. */
export function ShareInput(props: InputProps) {
  return (
    <div className="share">
      <ShareSlider name={props.name} label={`${FIELDS[props.name].label}, slider`} />
      <NumberInput {...props} />
    </div>
  );
}

// Form of one model’s pre-training recipe: styles, slips, steps, seed.
import { useId, useState } from 'react';
import type { OwnPairActions, Role } from '../../app/own-pair/store.ts';
import {
  OWN_BOUNDS,
  OWN_STYLES,
  type OwnModel,
  type OwnNumber,
  type OwnStyle,
} from '../../config/own-model.ts';

interface RecipeFieldsProps {
  readonly role: Role;
  readonly recipe: OwnModel;
  readonly isLocked: boolean;
  readonly problems: Problems;
  readonly onWant: OwnPairActions['setModel'];
  readonly onProblem: (key: string, problem: string | null) => void;
}

const LABELS: Readonly<Record<OwnNumber, string>> = {
  share: '% of solutions',
  steps: 'Steps',
  slips: 'Slips, % of lines',
  seed: 'Seed',
};

function problemOf(key: OwnNumber, text: string): string | null {
  const { min, max } = OWN_BOUNDS[key];
  const value = Number(text);
  const isGood = /^\d+$/.test(text.trim()) && value >= min && value <= max;
  return isGood ? null : `${LABELS[key]}: “${text}”; whole numbers from ${min} to ${max}.`;
}

function RecipeNumber({ name, ...props }: RecipeFieldsProps & { readonly name: OwnNumber }) {
  const { role, recipe, isLocked, problems, onWant, onProblem } = props;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const key = `${role} ${name}`;
  const problem = problems[key];
  return (
    <div className={problem === undefined ? 'field' : 'field field-bad'}>
      <label htmlFor={id}>{LABELS[name]}</label>
      <input
        id={id}
        className="number"
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(recipe[name])}
        disabled={isLocked}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={({ target }) => {
          const found = problemOf(name, target.value);
          setDraft(target.value);
          onProblem(key, found);
          if (found === null) onWant(role, { [name]: Number(target.value) });
        }}
        onBlur={() => problem === undefined && setDraft(null)}
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface RecipeStyleProps {
  readonly label: string;
  readonly value: OwnStyle;
  readonly isLocked: boolean;
  readonly onChoose: (style: OwnStyle) => void;
}

function RecipeStyle({ label, value, isLocked, onChoose }: RecipeStyleProps) {
  const id = useId();
  return (
    <div className="field own-style">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select"
        value={value}
        disabled={isLocked}
        onChange={({ target }) => {
          const style = OWN_STYLES.find((known) => known === target.value);
          if (style !== undefined) onChoose(style);
        }}
      >
        {OWN_STYLES.map((style) => (
          <option key={style}>{style}</option>
        ))}
      </select>
    </div>
  );
}

export function RecipeFields(props: RecipeFieldsProps) {
  const { role, recipe, isLocked, onWant } = props;
  return (
    <fieldset className="fields own-fields">
      <legend className={`ink-${role}`}>{role === 'senior' ? 'The senior' : 'The junior'}</legend>
      <RecipeStyle
        label="Writes"
        value={recipe.style}
        isLocked={isLocked}
        onChoose={(style) => onWant(role, { style })}
      />
      <RecipeNumber {...props} name="share" />
      <RecipeStyle
        label="and else"
        value={recipe.other}
        isLocked={isLocked}
        onChoose={(other) => onWant(role, { other })}
      />
      <RecipeNumber {...props} name="slips" />
      <RecipeNumber {...props} name="steps" />
      <RecipeNumber {...props} name="seed" />
    </fieldset>
  );
}

/** Problems of the numbers, by role and field. */
export type Problems = Readonly<Record<string, string>>;

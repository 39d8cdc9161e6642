// One setting: label, hint, input, reset to the preset, problem.
import { useId } from 'react';
import { FIELDS, type Field, type FieldName } from '../../config/fields.ts';
import { formatField } from '../../config/parse.ts';
import { presetConfig } from '../../config/presets.ts';
import { Hint } from '../parts/Hint.tsx';
import { ResetIcon } from '../parts/Icons.tsx';
import { useApp } from '../parts/useApp.ts';
import { explained } from './explained.ts';
import { ChoiceInput, FlagInput, NumberInput, ShareInput } from './FieldInputs.tsx';
import { modelSummary } from './models.ts';

interface FieldRowProps {
  readonly name: FieldName;
}

function Input({
  name,
  id,
  describedBy,
}: FieldRowProps & { id: string; describedBy: string | undefined }) {
  const field: Field = FIELDS[name];
  const shared = { name, id, describedBy };
  switch (field.type) {
    case 'choice':
      return <ChoiceInput {...shared} field={field} />;
    case 'flag':
      return <FlagInput {...shared} />;
    case 'integer':
      return <NumberInput {...shared} />;
    case 'number':
      return field.basic && field.min === 0 && field.max === 1 ? (
        <ShareInput {...shared} />
      ) : (
        <NumberInput {...shared} />
      );
  }
}

/** Takes a setting back to the preset's value. */
function BackToPreset({ name }: FieldRowProps) {
  const preset = useApp((app) => app.preset);
  const isSame = useApp((app) => app.config[name] === presetConfig(app.preset)[name]);
  const setField = useApp((app) => app.setField);
  if (isSame) return null;
  const text = formatField(presetConfig(preset)[name]);
  return (
    <button
      type="button"
      className="back-to-preset"
      title={`Back to the preset’s ${text}`}
      aria-label={`${FIELDS[name].label}: back to the preset’s ${text}`}
      onClick={() => setField(name, text)}
    >
      <ResetIcon />
    </button>
  );
}

export function FieldRow({ name }: FieldRowProps) {
  const field: Field = FIELDS[name];
  const id = useId();
  const problem = useApp((app) => app.fieldProblems[name]);
  const summary = useApp((app) => modelSummary(app.config[name]));
  const describedBy = problem === undefined ? undefined : `${id}-problem`;
  const isOwn = useApp((app) => app.config[name] !== presetConfig(app.preset)[name]);
  const classes = ['field', isOwn && 'field-own', problem !== undefined && 'field-bad'];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <div className="field-head">
        <label htmlFor={id}>{field.label}</label>
        <Hint about={field.label} text={explained(field)} />
        <BackToPreset name={name} />
      </div>
      <Input name={name} id={id} describedBy={describedBy} />
      {summary !== null && <p className="field-note">{summary}</p>}
      {problem !== undefined && (
        <p id={describedBy} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

// Opens the solutions of a step of one of the compared runs.
import { useId } from 'react';
import { type ComparedArm, commonSteps } from '../../../app/compare/results/compared.ts';
import { useCompare } from '../../parts/useCompare.ts';

interface LookAtProps {
  readonly arms: readonly ComparedArm[];
  /** Chosen in a chart; null before. */
  readonly step: number | null;
  readonly onStep: (step: number) => void;
}

export function LookAt({ arms, step, onStep }: LookAtProps) {
  const id = useId();
  const show = useCompare((compare) => compare.show);
  const runs = arms.flatMap((arm) => arm.runs);
  const evaluated = commonSteps(runs, 'solo/accuracy').filter((each) => each > 0);
  const steps = [...new Set([...evaluated, ...(step === null || step === 0 ? [] : [step])])];
  const chosen = step ?? steps.at(-1);
  if (chosen === undefined) return null;
  const look = async (run: string) => {
    await show({ id: run, step: chosen });
  };
  return (
    <div className="look-at">
      <label htmlFor={id}>Solutions of step</label>
      <select
        id={id}
        className="select"
        value={chosen}
        onChange={({ target }) => onStep(Number(target.value))}
      >
        {steps
          .toSorted((a, b) => a - b)
          .map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
      </select>
      {arms.map((arm) => (
        <fieldset key={arm.name} className="look-arm">
          <legend>{arm.name}</legend>
          {arm.runs.map((run) => (
            <button
              key={run.id}
              type="button"
              className="button button-small"
              aria-label={`Look at step ${chosen} of ${arm.name}, seed ${run.config.seed}`}
              onClick={() => {
                void look(run.id);
              }}
            >
              {run.config.seed}
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

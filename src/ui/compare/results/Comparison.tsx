// The ticked runs compared: curves, levels, differences, settings.
import { useMemo, useState } from 'react';
import { type ComparedArm, fewSeeded, isMeasured } from '../../../app/compare/results/compared.ts';
import { comparisonCsv, comparisonJson } from '../../../app/compare/results/export.ts';
import type { Result } from '../../../app/compare/results/levels.ts';
import { download } from '../../../app/parts/download.ts';
import { FEWEST_SEEDS } from '../../../study/bootstrap.ts';
import { useArms, useCompare, useReference, useResults } from '../../parts/useCompare.ts';
import { ArmSwatch } from './ArmSwatch.tsx';
import { Cells } from './Cells.tsx';
import { Differences } from './Differences.tsx';
import { Levels } from './Levels.tsx';
import { LookAt } from './LookAt.tsx';
import { MetricChoice } from './MetricChoice.tsx';
import { Overlay } from './Overlay.tsx';
import { SettingsTable } from './SettingsTable.tsx';

/** More lines in one chart cannot be distinguished. */
const MOST_LINES = 6;

function Warning({ arms }: { readonly arms: readonly ComparedArm[] }) {
  const few = fewSeeded(arms);
  if (few.length === 0) return null;
  const names = few.map(({ name, runs }) => `${name} (${runs.length})`).join(', ');
  return (
    <p className="compare-warning" role="note">
      <strong>No comparison yet.</strong> Fewer than {FEWEST_SEEDS} seeds stand behind {names}. A
      single run may differ by chance as much as by its method, so no means, intervals or
      differences are shown for it: thin lines are one run each.
    </p>
  );
}

function ArmList({ arms }: { readonly arms: readonly ComparedArm[] }) {
  return (
    <ul className="arm-list" aria-label="Arms">
      {arms.map(({ name, runs }, place) => (
        <li key={name}>
          <ArmSwatch place={place} />
          <b>{name}</b>
          <span className="aside">
            {runs.length === 1 ? 'seed' : 'seeds'}{' '}
            {runs.map(({ config }) => config.seed).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ExportsProps {
  readonly arms: readonly ComparedArm[];
  readonly results: readonly Result[] | null;
}

function Exports({ arms, results }: ExportsProps) {
  const reference = useReference(arms);
  return (
    <div className="compare-actions">
      <button
        type="button"
        className="button button-small"
        onClick={() => download(comparisonCsv(arms))}
      >
        All curves as CSV
      </button>
      <button
        type="button"
        className="button button-small"
        disabled={results === null}
        onClick={() => {
          if (results !== null && reference !== undefined) {
            download(comparisonJson(arms, reference, results));
          }
        }}
      >
        Results as JSON
      </button>
    </div>
  );
}

export function Comparison() {
  const arms = useArms();
  const chosen = useCompare((compare) => compare.metrics);
  const [view, setView] = useState<'overlay' | 'cells' | null>(null);
  const [step, setStep] = useState<number | null>(null);
  const runs = useMemo(() => arms.flatMap((arm) => arm.runs), [arms]);
  const metrics = useMemo(
    () => chosen.filter((metric) => isMeasured(runs, metric)),
    [chosen, runs],
  );
  const results = useResults(arms, metrics);
  if (arms.length === 0) {
    return (
      <p className="compare-none aside">
        Tick runs to see them side by side as soon as there are some.
      </p>
    );
  }
  const isCells = (view ?? (arms.length > MOST_LINES ? 'cells' : 'overlay')) === 'cells';
  return (
    <section className="comparison" aria-label="Comparison">
      <div className="comparison-head">
        <ArmList arms={arms} />
        <div className="compare-actions">
          <button
            type="button"
            className="button button-small"
            aria-pressed={isCells}
            onClick={() => setView(isCells ? 'overlay' : 'cells')}
          >
            One chart per arm
          </button>
          <MetricChoice runs={runs} />
        </div>
      </div>
      <Warning arms={arms} />
      {isCells ? (
        <Cells arms={arms} metrics={metrics} onChoose={setStep} />
      ) : (
        <div className="overlays">
          {metrics.map((metric) => (
            <Overlay key={metric} arms={arms} metric={metric} onChoose={setStep} />
          ))}
        </div>
      )}
      <LookAt arms={arms} step={step} onStep={setStep} />
      <Levels arms={arms} metrics={metrics} results={results} />
      {arms.length > 1 && <Differences arms={arms} metrics={metrics} results={results} />}
      {arms.length > 1 && <SettingsTable arms={arms} />}
      <Exports arms={arms} results={results} />
    </section>
  );
}

// Number of seeds, and the button that queues all runs of a plan.
import { useId, useState } from 'react';
import {
  type BatchPlan,
  MOST_SEEDS,
  type PlannedArm,
  planProblem,
  seedsFrom,
} from '../../../app/compare/setup/batch.ts';
import type { Parsed } from '../../../config/parse.ts';
import { FEWEST_SEEDS } from '../../../study/bootstrap.ts';
import { useApp } from '../../parts/useApp.ts';
import { useCompare } from '../../parts/useCompare.ts';

interface StartRunsProps {
  readonly kind: BatchPlan['kind'];
  readonly title: string;
  readonly arms: Parsed<readonly PlannedArm[]>;
  readonly onStart: () => void;
}

export function StartRuns({ kind, title, arms, onStart }: StartRunsProps) {
  const id = useId();
  const first = useApp((app) => app.config.seed);
  const steps = useApp((app) => app.config.steps);
  const preset = useApp((app) => app.preset);
  const start = useCompare((compare) => compare.start);
  const [text, setText] = useState(String(FEWEST_SEEDS));
  const seeds = seedsFrom(first, text);
  const found = 'problem' in arms ? [] : arms.value;
  const list = 'problem' in seeds ? [] : seeds.value;
  const problem =
    'problem' in arms
      ? arms.problem
      : 'problem' in seeds
        ? seeds.problem
        : planProblem({ arms: found, seeds: list });
  const runs = found.length * list.length;
  return (
    <div className="start-runs">
      <div className="start-row">
        <label htmlFor={id}>Seeds each</label>
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          className="number seeds"
          value={text}
          aria-invalid={'problem' in seeds}
          aria-describedby={`${id}-about`}
          onChange={({ target }) => setText(target.value)}
        />
        <button
          type="button"
          className="button button-main"
          disabled={problem !== null}
          onClick={() => {
            start({ kind, title, preset, arms: found, seeds: list });
            onStart();
          }}
        >
          Train {runs} {runs === 1 ? 'run' : 'runs'}
        </button>
      </div>
      <p id={`${id}-about`} className="aside" role={problem === null ? undefined : 'alert'}>
        {problem ?? (
          <>
            {found.length} {found.length === 1 ? 'arm' : 'arms'} × {list.length}{' '}
            {list.length === 1 ? 'seed' : 'seeds'} from {first} on, {steps} steps each.{' '}
            {list.length < FEWEST_SEEDS
              ? `Fewer than ${FEWEST_SEEDS} seeds give no comparison, only single curves.`
              : `At most ${MOST_SEEDS} seeds; equal seeds share problems and random draws.`}
          </>
        )}
      </p>
    </div>
  );
}

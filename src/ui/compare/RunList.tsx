// The runs kept in this browser, those of a comparison as one entry.
import { useMemo, useState } from 'react';
import type { KeptRun } from '../../app/compare/runs/kept-run.ts';
import { useCompare } from '../parts/useCompare.ts';
import { RunRow } from './RunRow.tsx';

interface RunGroup {
  readonly id: string;
  /** Null for a run that belongs to no comparison. */
  readonly title: string | null;
  readonly runs: readonly KeptRun[];
}

/** Newest first, a comparison where its newest run would be. */
function groupRuns(
  runs: readonly KeptRun[],
  titles: ReadonlyMap<string, string>,
): readonly RunGroup[] {
  const found = new Map<string, RunGroup>();
  for (const run of runs) {
    const id = run.batch?.id ?? run.id;
    const title = run.batch === null ? null : (titles.get(run.batch.id) ?? 'Comparison');
    found.set(id, { id, title, runs: [...(found.get(id)?.runs ?? []), run] });
  }
  return [...found.values()];
}

function Batch({ title, runs }: { readonly title: string; readonly runs: readonly KeptRun[] }) {
  const [isOpen, setOpen] = useState(false);
  const tick = useCompare((compare) => compare.tick);
  const remove = useCompare((compare) => compare.remove);
  const ids = runs.map(({ id }) => id);
  const ticked = runs.filter(({ isTicked }) => isTicked).length;
  return (
    <li className="run-batch">
      <div className="run-row">
        <input
          type="checkbox"
          aria-label={`Compare all runs of ${title}`}
          checked={ticked === runs.length}
          ref={(box) => {
            if (box !== null) box.indeterminate = ticked > 0 && ticked < runs.length;
          }}
          onChange={({ target }) => tick(ids, target.checked)}
        />
        <button
          type="button"
          className="run-open"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="run-name">{title}</span>
          <span className="aside">
            {runs.length} {runs.length === 1 ? 'run' : 'runs'} {isOpen ? '▴' : '▾'}
          </span>
        </button>
        <button
          type="button"
          className="button button-small"
          aria-label={`Delete all runs of ${title}`}
          onClick={() => remove(ids)}
        >
          Delete
        </button>
      </div>
      {isOpen && (
        <ul className="run-list run-list-inner">
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </ul>
      )}
    </li>
  );
}

export function RunList() {
  const runs = useCompare((compare) => compare.runs);
  const batches = useCompare(({ queue }) => queue.batches);
  const list = useMemo(
    () => groupRuns(runs, new Map(batches.map(({ id, title }) => [id, title]))),
    [runs, batches],
  );
  if (runs.length === 0) return null;
  return (
    <section className="runs" aria-labelledby="runs-title">
      <h3 id="runs-title">Runs kept in this browser</h3>
      <ul className="run-list">
        {list.map(({ id, title, runs: own }) =>
          title === null ? (
            own.map((run) => <RunRow key={run.id} run={run} />)
          ) : (
            <Batch key={id} title={title} runs={own} />
          ),
        )}
      </ul>
    </section>
  );
}

// Tables of the benchmark’s figures: milliseconds, ratios, browser and adapter.
import type { BenchFigures, BenchMeasure, BenchRange } from '../../protocol.ts';

const MEASURES: readonly (readonly [BenchMeasure, string])[] = [
  ['train_step', 'Train step'],
  ['solo_rollout', 'Solo rollout'],
  ['tandem_rollout', 'Tandem rollout'],
  ['rl_step', 'RL step'],
];

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const range = ({ median, least, most }: BenchRange) =>
  `${digits(median)} (${digits(least)}–${digits(most)})`;

interface TableProps {
  readonly title: string;
  readonly first: string;
  readonly rows: BenchFigures['times'];
}

function Table({ title, first, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className="table-scroll bench-table" tabIndex={0} aria-label={title}>
      <table aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {MEASURES.map(([measure, label]) => (
              <th key={measure} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(rows).map(([name, its]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {MEASURES.map(([measure]) => (
                <td key={measure}>{range(its[measure])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function BenchTables({ figures }: { readonly figures: BenchFigures }) {
  const { userAgent, cores, adapter, rows, tokens, rounds, times, ratios } = figures;
  return (
    <>
      <Table title="Milliseconds" first="ms, median (range)" rows={times} />
      {Object.keys(ratios).length > 0 && (
        <Table title="Ratios" first="time over time" rows={ratios} />
      )}
      <dl className="bench-facts aside">
        <dt>Browser</dt>
        <dd>{userAgent}</dd>
        <dt>Cores</dt>
        <dd>{cores}; each engine computes on one, or on the GPU</dd>
        <dt>Adapter</dt>
        <dd>{adapter}</dd>
        <dt>Batch</dt>
        <dd>
          {rows} rows of {tokens} tokens, {rounds} rounds
        </dd>
      </dl>
    </>
  );
}

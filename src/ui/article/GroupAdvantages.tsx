// A slider for the number of right solutions in a group, with the advantages that follow.
import { useState } from 'react';
import { formatSigned } from '../../app/parts/format.ts';
import { groupNote, worth } from '../../lab/what-if.ts';
import { AdvantageBar } from '../group/AdvantageBar.tsx';
import { useApp } from '../parts/useApp.ts';

interface SideProps {
  readonly name: string;
  readonly value: number | null;
  readonly largest: number;
}

function Side({ name, value, largest }: SideProps) {
  return (
    <div className="worth-side">
      <dt>{name}</dt>
      <dd>
        <AdvantageBar
          above={Math.max(0, value ?? 0)}
          below={Math.min(0, value ?? 0)}
          largest={largest}
        />
        <b>{value === null ? 'none' : formatSigned(value)}</b>
      </dd>
    </div>
  );
}

export function GroupAdvantages() {
  const config = useApp((app) => app.config);
  const size = config.groupSize;
  const [chosen, setChosen] = useState(2);
  const right = Math.min(chosen, size);
  const found = worth(right, size, config);
  const largest = Math.max(Math.abs(found.right ?? 0), Math.abs(found.wrong ?? 0));
  return (
    <div className="try">
      <label className="try-field">
        <span>Right solutions in a group of {size}</span>
        <input
          type="range"
          className="slider slider-plain"
          min="0"
          max={size}
          value={right}
          onChange={({ target }) => setChosen(target.valueAsNumber)}
        />
        <b>{right}</b>
      </label>
      <dl className="worth">
        <Side name="advantage of a right one" value={found.right} largest={largest} />
        <Side name="advantage of a wrong one" value={found.wrong} largest={largest} />
      </dl>
      <p aria-live="polite">{groupNote(right, size, config.advantage)}</p>
    </div>
  );
}

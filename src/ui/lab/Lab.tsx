// Things to try out on the solution on screen, one panel at a time.
import { type KeyboardEvent, useId, useState } from 'react';
import { BeJunior } from './BeJunior.tsx';
import { HandoffMap } from './HandoffMap.tsx';
import { OtherSteps } from './OtherSteps.tsx';
import { useLab, useSubject } from './useLab.ts';

const PANELS = [
  { name: 'Handoff map', Panel: HandoffMap },
  { name: 'Other steps', Panel: OtherSteps },
  { name: 'Be the junior', Panel: BeJunior },
] as const;

export function Lab() {
  const subject = useSubject();
  const problem = useLab((lab) => lab.problem);
  const [open, setOpen] = useState(0);
  const id = useId();
  if (subject === null) return null;
  const onKeyDown = ({ key }: KeyboardEvent) => {
    const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = (open + by + PANELS.length) % PANELS.length;
    setOpen(next);
    document.getElementById(`${id}-tab-${next}`)?.focus();
  };
  const Panel = PANELS[open]?.Panel ?? HandoffMap;
  return (
    <section className="lab" aria-label="Try out">
      <div className="tabs" role="tablist" aria-label="Try out" onKeyDown={onKeyDown}>
        {PANELS.map(({ name }, i) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-tab-${i}`}
            className="tab"
            aria-selected={i === open}
            aria-controls={`${id}-panel`}
            tabIndex={i === open ? 0 : -1}
            onClick={() => setOpen(i)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${open}`}>
        <Panel subject={subject} />
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
    </section>
  );
}

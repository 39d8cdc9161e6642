// What to train: ways side by side, or values of a setting.
import { type KeyboardEvent, useId, useState } from 'react';
import { ArmsSetup } from './ArmsSetup.tsx';
import { SweepSetup } from './SweepSetup.tsx';

const PANELS = [
  { name: 'Ways of training', Panel: ArmsSetup },
  { name: 'Values of a setting', Panel: SweepSetup },
] as const;

export function Setup({ onStart }: { readonly onStart: () => void }) {
  const [open, setOpen] = useState(0);
  const id = useId();
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key !== 'ArrowRight' && key !== 'ArrowLeft') return;
    const next = 1 - open;
    setOpen(next);
    document.getElementById(`${id}-tab-${next}`)?.focus();
  };
  const Panel = PANELS[open]?.Panel ?? ArmsSetup;
  return (
    <section className="setup" aria-label="New comparison">
      <div className="tabs" role="tablist" aria-label="What to compare" onKeyDown={onKeyDown}>
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
        <Panel onStart={onStart} />
      </div>
    </section>
  );
}

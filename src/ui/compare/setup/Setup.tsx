// The form of a new comparison: training methods, or values of a setting.
import { useState } from 'react';
import { Tabs } from '../../parts/Tabs.tsx';
import { ArmsSetup } from './ArmsSetup.tsx';
import { SweepSetup } from './SweepSetup.tsx';

const TABS = [
  { name: 'Training methods', Panel: ArmsSetup },
  { name: 'Values of a setting', Panel: SweepSetup },
] as const;

export function Setup({ onStart }: { readonly onStart: () => void }) {
  const [open, setOpen] = useState(0);
  return (
    <section className="setup" aria-label="New comparison">
      <Tabs
        label="What to compare"
        names={TABS.map(({ name }) => name)}
        open={open}
        onOpen={setOpen}
      >
        {TABS.map(({ name, Panel }, i) => i === open && <Panel key={name} onStart={onStart} />)}
      </Tabs>
    </section>
  );
}

// The lab: experiments with the solution on screen, one tab each.
import { useState } from 'react';
import { Tabs } from '../parts/Tabs.tsx';
import { BeJunior } from './BeJunior.tsx';
import { HandoffMap } from './HandoffMap.tsx';
import { OtherSteps } from './OtherSteps.tsx';
import { useLab, useSubject } from './useLab.ts';

const TABS = [
  { name: 'Handoff map', Panel: HandoffMap },
  { name: 'Other steps', Panel: OtherSteps },
  { name: 'Be the junior', Panel: BeJunior },
] as const;

export function Lab() {
  const subject = useSubject();
  const problem = useLab((lab) => lab.problem);
  const [open, setOpen] = useState(0);
  if (subject === null) return null;
  return (
    <section className="lab" aria-label="Try out">
      <Tabs label="Try out" names={TABS.map(({ name }) => name)} open={open} onOpen={setOpen}>
        {TABS.map(({ name, Panel }, i) => i === open && <Panel key={name} subject={subject} />)}
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
      </Tabs>
    </section>
  );
}

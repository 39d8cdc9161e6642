// The update view: one update of the group on screen in stages.
import { useEffect, useMemo, useState } from 'react';
import { lectureOf } from '../../app/lab/subject.ts';
import { STAGES } from '../../app/lab/update-stages.ts';
import { type UpdateView as Motion, seniorsAround } from '../../app/lab/update-view.ts';
import { shownStep } from '../../app/solution/select.ts';
import { useLab } from '../lab/useLab.ts';
import { Tabs } from '../parts/Tabs.tsx';
import { useApp } from '../parts/useApp.ts';
import { useSettingsLog, useShown } from '../strip/useShown.ts';
import { Stage } from './Stage.tsx';

/** Requests the update view of the group on screen; null until it begins. */
function useUpdateView(): Motion | null {
  const found = useShown();
  const event = useApp(shownStep);
  const log = useSettingsLog();
  const seniors = useApp((app) => app.seniors);
  const isMoving = useApp((app) => app.status.kind === 'running' && app.held === null);
  const learn = useLab((lab) => lab.showUpdate);
  const view = useLab((lab) => lab.updateView);
  const asked = useMemo(
    () => (found === null || event === null ? null : lectureOf(found, event, log)),
    [found, event, log],
  );
  useEffect(() => {
    if (asked === null || isMoving) return;
    const { config, stepGroup } = asked;
    const { before, after } = seniorsAround(seniors, stepGroup.step);
    if (before !== undefined) learn(config, stepGroup, { before, after });
  }, [asked, seniors, isMoving, learn]);
  return view?.stepGroup.rollouts[0] === asked?.stepGroup.rollouts[0] ? view : null;
}

export function UpdateStages() {
  const found = useShown();
  const view = useUpdateView();
  const problem = useLab((lab) => lab.problem);
  const [at, setAt] = useState(0);
  if (found === null) return null;
  return (
    <section className="slow" aria-label={`Step ${found.step} in slow motion`}>
      <Tabs label="Stages" names={STAGES} isNumbered open={at} onOpen={setAt}>
        <Stage name={STAGES[at] ?? 'Problem'} found={found} view={view} />
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
      </Tabs>
      <div className="slow-foot">
        <button
          type="button"
          className="button button-small"
          disabled={at === 0}
          onClick={() => setAt(at - 1)}
        >
          Back
        </button>
        <button
          type="button"
          className="button button-small"
          disabled={at === STAGES.length - 1}
          onClick={() => setAt(at + 1)}
        >
          {at === STAGES.length - 1 ? 'Next' : `Next: ${STAGES[at + 1]?.toLowerCase()}`}
        </button>
      </div>
    </section>
  );
}

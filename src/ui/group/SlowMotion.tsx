// One update of the group on screen in named stages, with the numbers of the real step.
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { STAGES, stageForKey } from '../../app/lab/update-stages.ts';
import { type SlowMotion as Motion, seniorsAround } from '../../app/lab/update-view.ts';
import { shownStep } from '../../app/store.ts';
import { useLab } from '../lab/useLab.ts';
import { useApp } from '../parts/useApp.ts';
import { useShown } from '../strip/useShown.ts';
import { Stage } from './Stage.tsx';

/** Asks for the lesson of the group on screen; null until it begins. */
function useLesson(): Motion | null {
  const found = useShown();
  const event = useApp(shownStep);
  const config = useApp((app) => app.history.start?.config ?? null);
  const seniors = useApp((app) => app.seniors);
  const isMoving = useApp((app) => app.status.kind === 'running' && app.held === null);
  const learn = useLab((lab) => lab.learn);
  const slowMotion = useLab((lab) => lab.slowMotion);
  const lecture = useMemo(() => {
    if (found === null || event === null) return null;
    const { step, group, rollouts } = found;
    return { step, group, rollouts, metrics: event.metrics };
  }, [found, event]);
  useEffect(() => {
    if (config === null || lecture === null || isMoving) return;
    const { before, after } = seniorsAround(seniors, lecture.step);
    if (before !== undefined) learn(config, lecture, { before, after });
  }, [config, lecture, seniors, isMoving, learn]);
  return slowMotion?.lecture.rollouts[0] === lecture?.rollouts[0] ? slowMotion : null;
}

export function SlowMotion() {
  const found = useShown();
  const motion = useLesson();
  const problem = useLab((lab) => lab.problem);
  const [at, setAt] = useState(0);
  const id = useId();
  if (found === null) return null;
  const go = (to: number) => {
    setAt(to);
    document.getElementById(`${id}-tab-${to}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = stageForKey(event.key, at);
    if (to === null) return;
    event.preventDefault();
    go(to);
  };
  return (
    <section className="slow" aria-label={`Step ${found.step} in slow motion`}>
      <div className="slow-stages" role="tablist" aria-label="Stages" onKeyDown={onKeyDown}>
        {STAGES.map((name, i) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-tab-${i}`}
            className="slow-stage"
            aria-selected={i === at}
            aria-controls={`${id}-panel`}
            tabIndex={i === at ? 0 : -1}
            onClick={() => setAt(i)}
          >
            <span className="slow-number">{i + 1}</span> {name}
          </button>
        ))}
      </div>
      <div
        className="slow-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-tab-${at}`}
      >
        <Stage name={STAGES[at] ?? 'Problem'} found={found} motion={motion} />
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
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

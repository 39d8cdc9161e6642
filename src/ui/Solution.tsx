// One problem and one co-written solution of it: the line in two inks.
import { useState } from 'react';
import { SHADES, type ShadeName } from '../app/shades.ts';
import { transcript } from '../app/tokens.ts';
import { PRESETS } from '../config/presets.ts';
import { ColourBy } from './ColourBy.tsx';
import { EmptySolution } from './EmptySolution.tsx';
import { LeftIcon, RightIcon } from './Icons.tsx';
import { Inspector } from './Inspector.tsx';
import { Legend } from './Legend.tsx';
import { Branch } from './lab/Branch.tsx';
import { useSubject } from './lab/useLab.ts';
import { WriteOn } from './lab/WriteOn.tsx';
import { StepScrubber } from './StepScrubber.tsx';
import { TokenStrip } from './TokenStrip.tsx';
import { useApp } from './useApp.ts';
import { useShown, useVocabulary } from './useShown.ts';
import { Verdict } from './Verdict.tsx';

function ProblemNavigation({ group, groups }: { group: number; groups: number }) {
  const selectGroup = useApp((app) => app.selectGroup);
  return (
    <div className="stepper">
      <button
        type="button"
        className="button button-icon"
        aria-label="Previous problem"
        disabled={group === 0}
        onClick={() => selectGroup(group - 1)}
      >
        <LeftIcon />
      </button>
      <span className="stepper-place">
        Problem {group + 1} of {groups}
      </span>
      <button
        type="button"
        className="button button-icon"
        aria-label="Next problem"
        disabled={group === groups - 1}
        onClick={() => selectGroup(group + 1)}
      >
        <RightIcon />
      </button>
    </div>
  );
}

/** Said as long as what is on screen was not made here. */
function RecordedNote() {
  const recorded = useApp((app) => app.recorded);
  const play = useApp((app) => app.play);
  if (recorded === null) return null;
  return (
    <p className="recorded-note">
      <strong>Recorded run</strong> of the preset {PRESETS[recorded].title}: look around, or{' '}
      <button type="button" className="link" onClick={play}>
        train the pair here
      </button>
      .
    </p>
  );
}

export function Solution() {
  const found = useShown();
  const vocabulary = useVocabulary();
  const selectToken = useApp((app) => app.selectToken);
  const subject = useSubject();
  const [shade, setShade] = useState<ShadeName | null>(null);
  if (found === null) return <EmptySolution />;
  const { rollout, problem, index, token } = found;
  return (
    <section className="solution" aria-labelledby="solution-title">
      <div className="section-head">
        <h2 id="solution-title" className="visually-hidden">
          Solution
        </h2>
        <ProblemNavigation group={found.group} groups={found.groups} />
        <StepScrubber step={found.step} />
      </div>
      <RecordedNote />
      <p className="prompt">{problem.prompt.trim()}</p>
      <TokenStrip
        key={`${found.step}/${found.group}/${index}`}
        rollout={rollout}
        token={token}
        onSelect={selectToken}
        shade={shade === null ? null : SHADES[shade]}
        label="Tokens of the solution; Shift and arrow for the next handoff"
      />
      <Verdict rollout={rollout} answer={problem.answer} />
      <Inspector rollout={rollout} token={token}>
        {subject !== null && <WriteOn subject={subject} token={token} />}
      </Inspector>
      {subject !== null && <Branch subject={subject} />}
      <div className="solution-foot">
        <details className="transcript">
          <summary>Transcript</summary>
          <p>{transcript(rollout, vocabulary)}</p>
        </details>
        {shade === null && <Legend />}
        <ColourBy shade={shade} onChange={setShade} />
      </div>
    </section>
  );
}

// The solution panel: problem, co-written solution, inspector, branch.
import { useEffect, useMemo, useState } from 'react';
import type { ReadingProgress } from '../../app/lab/reading.ts';
import type { Subject } from '../../app/lab/session.ts';
import { TOKEN_COLORS, type TokenColorName } from '../../app/solution/token-colors.ts';
import { transcript } from '../../app/solution/tokens.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { Branch } from '../lab/Branch.tsx';
import { useLab, useSubject } from '../lab/useLab.ts';
import { WriteOn } from '../lab/WriteOn.tsx';
import { CopyButton } from '../parts/CopyButton.tsx';
import { LeftIcon, RightIcon } from '../parts/Icons.tsx';
import type { Heights } from '../parts/KeepHeight.tsx';
import { useApp } from '../parts/useApp.ts';
import { useShown, useVocabulary } from '../strip/useShown.ts';
import { EmptySolution } from './EmptySolution.tsx';
import { Inspector } from './Inspector.tsx';
import { Legend } from './Legend.tsx';
import { RunSource } from './RunSource.tsx';
import { SolutionBody } from './SolutionBody.tsx';
import { StepScrubber } from './StepScrubber.tsx';
import { TokenColours } from './TokenColours.tsx';
import { usePlayback } from './usePlayback.ts';

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

/** The transcript as sentences, to read and to copy. */
function Transcript({ rollout }: { readonly rollout: RewardedRollout }) {
  const vocabulary = useVocabulary();
  const text = transcript(rollout, vocabulary);
  return (
    <details className="transcript">
      <summary>Transcript</summary>
      <p>{text}</p>
      <CopyButton
        className="button button-small"
        label="Copy as text"
        refused="Select it manually"
        text={() => text}
      />
    </details>
  );
}

/** Both models read the solution once a token is chosen, or when a token colour needs their reading. */
function useReader(subject: Subject | null, isWanted: boolean): ReadingProgress | null {
  const read = useLab((lab) => lab.read);
  const reader = useLab((lab) => lab.reader);
  const isMoving = useApp((app) => app.status.kind === 'running' && app.held === null);
  useEffect(() => {
    if (subject !== null && isWanted && !isMoving) read(subject);
  }, [subject, isWanted, isMoving, read]);
  return reader;
}

export function Solution() {
  const found = useShown();
  const selectToken = useApp((app) => app.selectToken);
  const hasChosenToken = useApp((app) => app.selection.token !== null);
  const subject = useSubject();
  const replace = useLab((lab) => lab.replace);
  const [colour, setColour] = useState<TokenColorName | null>(null);
  const [hasBars, setBars] = useState(false);
  const needsReading = colour !== null && TOKEN_COLORS[colour].needsReading;
  const reader = useReader(subject, hasChosenToken || needsReading);
  const playback = usePlayback(found?.rollout ?? null, found?.token ?? 0, selectToken);
  const reading = reader?.found ?? null;
  const [heights] = useState<Heights>(() => new Map());
  const look = useMemo(
    () => ({ colour: colour === null ? null : TOKEN_COLORS[colour], hasBars, reading }),
    [colour, hasBars, reading],
  );
  if (found === null) return <EmptySolution />;
  const { rollout, index, token } = found;
  return (
    <section className="solution" aria-labelledby="solution-title">
      <div className="section-head">
        <h2 id="solution-title" className="visually-hidden">
          Solution
        </h2>
        <ProblemNavigation group={found.group} groups={found.groups} />
        <StepScrubber step={found.step} />
      </div>
      <RunSource />
      <SolutionBody found={found} playback={playback} look={look} heights={heights} />
      <div className="solution-foot">
        <TokenColours colour={colour} onColour={setColour} hasBars={hasBars} onBars={setBars} />
        {colour === null && <Legend />}
        <Transcript key={`${found.step}/${found.group}/${index}`} rollout={rollout} />
      </div>
      <Inspector
        rollout={rollout}
        token={token}
        reader={reader}
        onReplace={subject === null ? null : (id) => replace(subject, token, id)}
      >
        {subject !== null && <WriteOn key={token} subject={subject} token={token} />}
      </Inspector>
      {subject !== null && <Branch subject={subject} />}
    </section>
  );
}

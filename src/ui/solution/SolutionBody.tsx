// Problem, tokens, playback, status sentence and reward of the solution on screen; each keeps its height.
import type { Shown } from '../../app/solution/selection.ts';
import { type Heights, KeepHeight } from '../parts/KeepHeight.tsx';
import { useApp } from '../parts/useApp.ts';
import { type Look, TokenStrip } from '../strip/TokenStrip.tsx';
import { Verdict } from '../strip/Verdict.tsx';
import { Playback } from './Playback.tsx';
import { Sentence } from './Sentence.tsx';
import type { usePlayback } from './usePlayback.ts';

interface SolutionBodyProps {
  readonly found: Shown;
  readonly playback: ReturnType<typeof usePlayback>;
  readonly look: Look;
  readonly heights: Heights;
}

export function SolutionBody({ found, playback, look, heights }: SolutionBodyProps) {
  const { rollout, problem, step, group, index, token } = found;
  const task = useApp((app) => app.history.start?.config.task);
  const about = [task, look.colour?.title, look.hasBars].join();
  return (
    <>
      <KeepHeight heights={heights} name={`prompt, ${about}`}>
        <p className="prompt">{problem.prompt.trim()}</p>
      </KeepHeight>
      <KeepHeight heights={heights} name={`strip, ${about}`}>
        <TokenStrip
          key={`${step}/${group}/${index}`}
          rollout={rollout}
          token={token}
          onSelect={playback.goTo}
          onSpace={playback.toggle}
          look={look}
          isPlayed={playback.isPlaying}
          label="Tokens of the solution; Shift and arrow for the next handoff, Space to play"
        />
      </KeepHeight>
      <Playback rollout={rollout} token={token} playback={playback} />
      <KeepHeight heights={heights} name={`sentence, ${about}`}>
        <Sentence isPlaying={playback.isPlaying} />
      </KeepHeight>
      <KeepHeight heights={heights} name={`verdict, ${about}`}>
        <Verdict rollout={rollout} answer={problem.answer} />
      </KeepHeight>
    </>
  );
}

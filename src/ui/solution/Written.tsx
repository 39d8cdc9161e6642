// What was written: the problem, the tokens, the walk along them, what happened and what it earned. Each
// keeps its room, so that in training nothing below moves from one solution to the next.
import type { Shown } from '../../app/solution/selection.ts';
import { Room, type Rooms } from '../parts/Room.tsx';
import { useApp } from '../parts/useApp.ts';
import { type Look, TokenStrip } from '../strip/TokenStrip.tsx';
import { Verdict } from '../strip/Verdict.tsx';
import { Sentence } from './Sentence.tsx';
import type { useWalk } from './useWalk.ts';
import { Walk } from './Walk.tsx';

interface WrittenProps {
  readonly found: Shown;
  readonly walk: ReturnType<typeof useWalk>;
  readonly look: Look;
  readonly rooms: Rooms;
}

export function Written({ found, walk, look, rooms }: WrittenProps) {
  const { rollout, problem, step, group, index, token } = found;
  const task = useApp((app) => app.history.start?.config.task);
  const about = [task, look.shade?.title, look.hasBars].join();
  return (
    <>
      <Room rooms={rooms} name={`prompt, ${about}`}>
        <p className="prompt">{problem.prompt.trim()}</p>
      </Room>
      <Room rooms={rooms} name={`strip, ${about}`}>
        <TokenStrip
          key={`${step}/${group}/${index}`}
          rollout={rollout}
          token={token}
          onSelect={walk.goTo}
          onSpace={walk.toggle}
          look={look}
          isWalked={walk.isPlaying}
          label="Tokens of the solution; Shift and arrow for the next handoff, Space to play"
        />
      </Room>
      <Walk rollout={rollout} token={token} walk={walk} />
      <Room rooms={rooms} name={`sentence, ${about}`}>
        <Sentence isPlaying={walk.isPlaying} />
      </Room>
      <Room rooms={rooms} name={`verdict, ${about}`}>
        <Verdict rollout={rollout} answer={problem.answer} />
      </Room>
    </>
  );
}

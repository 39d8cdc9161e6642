// Playback controls: step, play, speed, and a slider over the tokens that shows the coins.
import type { KeyboardEvent, ReactNode } from 'react';
import { tokenForKey } from '../../app/solution/keys.ts';
import { SPEEDS, tossAfter } from '../../app/solution/playback.ts';
import { authorOf, surface, visible } from '../../app/solution/tokens.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { HandoffIcon, LeftIcon, PauseIcon, PlayIcon, RightIcon } from '../parts/Icons.tsx';
import { useVocabulary } from '../strip/useShown.ts';
import type { Playback as PlaybackState } from './usePlayback.ts';

interface PlaybackProps {
  readonly rollout: RewardedRollout;
  readonly token: number;
  readonly playback: PlaybackState;
}

export function Playback({ rollout, token, playback }: PlaybackProps) {
  const { isPlaying, toggle, goTo } = playback;
  const button = (name: string, key: string, isShift: boolean, icon: ReactNode) => {
    const target = tokenForKey(key, isShift, token, rollout) ?? token;
    return (
      <button
        type="button"
        className="button button-icon"
        aria-label={name}
        title={name}
        disabled={target === token}
        onClick={() => goTo(target)}
      >
        {icon}
      </button>
    );
  };
  const playName = isPlaying ? 'Pause the solution' : 'Play the solution';
  return (
    <div className="playback">
      <Track rollout={rollout} token={token} playback={playback} />
      <div className="stepper">
        {button('Previous token', 'ArrowLeft', false, <LeftIcon />)}
        <button
          type="button"
          className="button button-icon"
          aria-label={playName}
          title={playName}
          onClick={toggle}
        >
          {isPlaying ? <PauseIcon /> : <PlayIcon />}
        </button>
        {button('Next token', 'ArrowRight', false, <RightIcon />)}
        {button('Next handoff', 'ArrowRight', true, <HandoffIcon />)}
        <span className="stepper-place">
          Token {token + 1} of {rollout.tokens.length}
        </span>
        <SpeedSelect playback={playback} />
      </div>
    </div>
  );
}

function SpeedSelect({ playback: { speed, setSpeed } }: Pick<PlaybackProps, 'playback'>) {
  return (
    <select
      className="select playback-speed"
      aria-label="Speed of playing"
      value={speed}
      onChange={({ target: { value } }) => setSpeed(SPEEDS.find((s) => s === Number(value)) ?? 1)}
    >
      {SPEEDS.map((each) => (
        <option key={each} value={each}>
          {each}×
        </option>
      ))}
    </select>
  );
}

/** A line of the authors' colours with the coins, and a slider over it. */
function Track({ rollout, token, playback: { goTo, toggle } }: PlaybackProps) {
  const vocabulary = useVocabulary();
  const last = rollout.tokens.length - 1;
  const what = visible(surface(vocabulary, rollout.tokens[token]));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    toggle();
  };
  return (
    <div className="track">
      <div className="track-line" aria-hidden="true">
        {Array.from(rollout.tokens, (_, t) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: tokens of a solution never change places.
            key={t}
            className={`track-token track-${authorOf(rollout, t)} track-${tossAfter(rollout, t)}`}
          />
        ))}
      </div>
      <input
        type="range"
        className="track-range"
        aria-label="Token of the solution"
        aria-valuetext={`token ${token + 1} of ${last + 1}, ${authorOf(rollout, token)}: ${what}`}
        min={0}
        max={last}
        value={token}
        onChange={({ target }) => goTo(Number(target.value))}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

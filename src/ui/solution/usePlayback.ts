// Plays a solution token by token; stops at its end or when another solution is shown.
import { useCallback, useEffect, useState } from 'react';
import {
  millisecondsPerToken,
  playbackNext,
  playbackStart,
  type Speed,
} from '../../app/solution/playback.ts';
import type { RewardedRollout } from '../../run/events.ts';

export interface Playback {
  readonly isPlaying: boolean;
  readonly toggle: () => void;
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
  /** Moves to a token and ends playing. */
  readonly goTo: (token: number) => void;
}

export function usePlayback(
  rollout: RewardedRollout | null,
  token: number,
  select: (token: number) => void,
): Playback {
  /** The rollout that is played; another one on screen is not. */
  const [played, setPlayed] = useState<RewardedRollout | null>(null);
  const [speed, setSpeed] = useState<Speed>(1);
  const length = rollout?.tokens.length ?? 0;
  const isPlaying = rollout !== null && played === rollout;
  useEffect(() => {
    if (!isPlaying) return;
    const next = playbackNext(token, length);
    const timer = setTimeout(
      () => (next === null ? setPlayed(null) : select(next)),
      millisecondsPerToken(speed),
    );
    return () => clearTimeout(timer);
  }, [isPlaying, token, length, speed, select]);
  const toggle = useCallback(() => {
    if (isPlaying) return setPlayed(null);
    setPlayed(rollout);
    select(playbackStart(token, length));
  }, [isPlaying, rollout, token, length, select]);
  const goTo = useCallback(
    (to: number) => {
      setPlayed(null);
      select(to);
    },
    [select],
  );
  return { isPlaying, toggle, speed, setSpeed, goTo };
}

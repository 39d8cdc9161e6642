// Events for tests of the page's side.
import { makeSide } from '../../test/fixtures/rollout-side.ts';
import { DEFAULTS } from '../config/presets.ts';
import type { Reading } from '../lab/reading.ts';
import type { RewardedRollout, StartEvent } from '../run/events.ts';

export const START: StartEvent = {
  kind: 'start',
  config: DEFAULTS,
  engine: { name: 'tfjs-cpu', reason: 'It was asked for.' },
  parameters: { senior: 90752, junior: 90752 },
  space: { train: 1, validation: 1, test: 1, all: 3 },
  chance: 0.1,
  boundary: { tokens: 1, vocabulary: 2 },
  vocabulary: ['a', ' b'],
};

/** A rollout with these authors (1 senior); token ids are 0 unless given. */
export function makeRollout(
  authors: readonly number[],
  patch: Partial<RewardedRollout> = {},
): RewardedRollout {
  const { length } = authors;
  return {
    group: 0,
    text: '',
    reward: 1,
    advantage: 0,
    tokens: new Int32Array(authors.length),
    authors: Uint8Array.from(authors),
    redraws: new Uint8Array(authors.length),
    senior: makeSide(length, { prompt: [] }),
    junior: makeSide(length, { prompt: [] }),
    finish: 'eos',
    ...patch,
  };
}

/** A reading of so many positions; token 0 is the most probable and the drawn one of both models. */
export function makeReading(positions: number, patch: Partial<Reading> = {}): Reading {
  const best = {
    ids: new Int32Array(positions),
    probabilities: new Float32Array(positions).fill(1),
  };
  const drawn = new Int32Array(positions);
  return {
    topTokens: { senior: best, junior: best },
    drawn: { senior: drawn, junior: drawn },
    kl: new Float32Array(positions),
    ...patch,
  };
}
